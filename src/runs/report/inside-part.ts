import { largestOf } from '../../lib/matrix';
import { fixed } from '../../lib/numbers';
import { effectiveRank } from '../../measures/spectra/spectrum';
import type { Look } from '../../protocol/insight';
import { inShort } from '../inside/in-short';
import { differingKinds, hasH, type Kind } from '../inside/kinds';
import { momentName } from '../inside/moment-name';
import { nearest } from '../inside/nearest';
import { weightsByDomain, weightsSentence } from '../inside/weights-by-domain';
import { domainNames, type RunRecord } from '../record';
import { escaped, htmlTable } from './html';
import { mapsFigure } from './maps-figure';

/** A table of every domain with every other is read up to so many. */
const MOST_COMPARED = 16;

/**
 * What the adapters are like at the last look, as HTML: what is to be said of them, the weights that are generated for each domain, and
 * their measures as tables.
 *
 * @returns nothing before the first look
 */
export function insidePart(run: RunRecord): string {
  const look = run.looks.at(-1);
  if (!look) return '';
  const names = domainNames(run);
  // What the model uses is said beside the ablations, where they were measured.
  const shown = inShort(run).filter(({ view }) => view !== 'matters' || !run.ablation);
  const said = shown.map(({ question, answer }) => `<dt>${escaped(question)}</dt><dd>${escaped(answer)}</dd>`);
  return [
    `<p>The adapters with the ${escaped(momentName(look))}. The numbers behind the maps are in the run’s inside data: H in the table, and what W_down and W_up are made of in the JSON.</p>`,
    `<dl>${said.join('')}</dl>`,
    ...look.adapters.map((_, adapter) => mapsOf(look, adapter, names)),
    hMaps(look, names),
    domainsTable(look, names),
    similarityTable(run, names),
  ].join('\n');
}

/** The mean weights of each domain less their mean over domains: what one gets and others do not. */
function mapsOf(look: Look, adapter: number, names: readonly string[]): string {
  return differingKinds(look, adapter)
    .filter(({ name }) => name !== 'H')
    .map(({ name, about }) => {
      const made = weightsByDomain(look, adapter, name);
      const maps = made.domains.map(({ domain, matrix }) => ({ name: names[domain] ?? '', matrix }));
      return mapsFigure(`Mean ${name} of each domain, less the mean over domains`, `${name} ${about}. ${weightsSentence(made, look, names)}`, maps, made.scale);
    })
    .join('\n');
}

function hMaps(look: Look, names: readonly string[]): string {
  if (!hasH(look) || look.adapters.length === 0) return '';
  const kind = differingKinds(look, 0).find(({ name }) => name === 'H') as Kind;
  const maps = look.domains.flatMap(({ rows, h }, d) => (rows > 0 ? [{ name: names[d] ?? '', matrix: kind.of(h) }] : []));
  return mapsFigure('Mean H of each domain', `The ${kind.about}, as the hyper-network makes it.`, maps, largestOf(maps.map(({ matrix }) => matrix)));
}

const percent = (share: number | null | undefined) => (typeof share === 'number' ? `${fixed(100 * share, 1)} %` : undefined);
const rank = (values: Float32Array | undefined) => (values && values.length > 0 ? fixed(effectiveRank(values), 2) : undefined);

function domainsTable({ domains, adapters, spectra, use, ...look }: Look, names: readonly string[]): string {
  const h = hasH(look);
  const columns = [
    'domain',
    'probe rows',
    ...(h ? ['rank of H'] : []),
    ...adapters.flatMap(({ layer }) => {
      const after = adapters.length > 1 ? ` after layer ${layer}` : '';
      return [`rank of W_down${after}`, `rank of W_up${after}`, `added${after}`, `saturated${after}`];
    }),
  ];
  const rows = domains.map((domain, d) => [
    names[d],
    domain.rows,
    ...(h ? [rank(spectra.h[d])] : []),
    ...adapters.flatMap((_, a) => [
      rank(spectra.adapters[a]?.down[d]),
      rank(spectra.adapters[a]?.up[d]),
      percent(use[a]?.size[d]),
      percent(use[a]?.saturated[d]),
    ]),
  ]);
  return `${htmlTable('Adapters by domain', columns, rows)}<p>Rank: the effective rank of the domain’s mean matrix. Added: the length of what the adapter adds, of the length of what it is added to. Saturated: the share of bottleneck units whose sigmoid is above 0.99 or below 0.01.</p>`;
}

function similarityTable(run: RunRecord, names: readonly string[]): string {
  const look = nearest(run.looks, run.looks.length - 1, 'similarity');
  const D = names.length;
  if (!look || D < 2 || D > MOST_COMPARED || look.similarity.moved.every((value) => value === null)) return '';
  const rows = names.map((name, a) => [name, ...names.map((_, b) => (a === b ? undefined : number(look.similarity.moved[a * D + b])))]);
  return htmlTable(`How far changing only the domain moves H, as a share of what changing the row does (${momentName(look)})`, ['as rows of', ...names], rows);
}

const number = (value: number | null | undefined) => (typeof value === 'number' ? fixed(value, 3) : undefined);

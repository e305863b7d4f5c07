import { useCallback, useMemo, useRef, useState } from 'react';
import { cssColour } from '../../../lib/colour/colour-map';
import { counted } from '../../../lib/counted';
import { fixed } from '../../../lib/numbers';
import type { Look } from '../../../protocol/insight';
import { pairsOf, SIMILARITIES, type SimilarityName } from '../../../runs/inside/alike';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { type Having, ofAnotherMoment } from '../../../runs/inside/nearest';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { perDomain } from '../../figure/per-domain';
import { SquareTable } from '../../figure/square/SquareTable';
import { useTheme } from '../../theme/theme';
import type { Shown } from '../use-shown';
import { measuresOf, SimilarityChoice } from './SimilarityChoice';

/** Domains with fewer probe rows have a mean H and distances that say little. */
const FEW = 20;

const FORMULAS: Record<SimilarityName, string> = {
  moved:
    'E|H as a − H as b|² / E|H(x) − H(y)|². Above: the same rows, passed through as rows of a and as rows of b. Below: two different rows of one domain. 0 means no difference, 1 as much as between two rows. Distances count squared: at 0.25 the domain moves H half as far as the row does.',
  cka: 'CKA(X, Y) = |XᵀY|² / (|XᵀX| |YᵀY|), with X and Y the centred H of the same rows, passed through as rows of each domain (Kornblith et al., 2019).',
  cosine: 'cos = ⟨mean H of a, mean H of b⟩ / (|mean H of a| |mean H of b|), each over the domain’s own rows.',
  energy: '(2 E|X−Y| − E|X−X′| − E|Y−Y′|) / 2 E|X−Y|, with X and Y the H of the domains’ own rows (Székely and Rizzo, 2013). 0 means alike, 1 means apart.',
};

/** How alike the domains are to the hyper-network. */
export function SimilarityFigure({ run, chosen, look }: Pick<Shown, 'run'> & { chosen: Look; look: Having<'similarity'> }) {
  const [chosenMeasure, setWhich] = useState<SimilarityName>('moved');
  const measures = measuresOf([look]);
  const which = measures?.[0] ?? chosenMeasure;
  const theme = useTheme();
  const svg = useRef<SVGSVGElement>(null);
  const domains = domainNames(run);
  const D = domains.length;
  const values = look.similarity[which];
  const rows = useMemo(() => domains.map((_, a) => domains.map((_, b) => values[a * D + b] ?? null)), [values, domains, D]);
  const pairs = pairsOf(values, D, which);
  const [most, least] = [pairs[0], pairs.at(-1)];
  const nameOf = (pair: { a: number; b: number }) => `${domains[pair.a]} and ${domains[pair.b]}`;
  const few = look.domains.flatMap(({ rows: n }, d) => (n < FEW ? [d] : []));
  const apart = SIMILARITIES[which].more === 'low';
  // One colour for more alike, so that the three measures read the same way.
  const colour = useCallback((value: number) => cssColour(theme, Math.max(0, apart ? 1 - value : value), 1.1), [theme, apart]);
  return (
    <Figure
      title="Domain similarity"
      formula={<>Which domains get similar matrices? {FORMULAS[which]}</>}
      about={
        <>
          <p>
            Shift and CKA ask what the domain itself does. The same {counted(run.probes?.paired ?? 0, 'row')} pass through the hyper-network once as rows of
            each domain, with nothing else changed (a column that the domain was made from stays as it is). CKA says whether both domains tell the rows apart in
            the same way: 1 means that their H are the same up to rotation, scale and a constant. CKA does not see what a domain adds to all rows equally; the
            shift does. With few rows CKA is biased upwards.
          </p>
          <p>
            Cosine and energy distance compare the domains as they are, each with its own rows. They therefore also see that domains have different people and
            items. Cosine compares only the means. The energy distance compares the whole clouds of H; it is 0 if these rows cannot tell the clouds apart.
          </p>
        </>
      }
      summary={
        most && least ? (
          <>
            {momentAtStart(look)}, by {SIMILARITIES[which].name}:{' '}
            {pairs.length > 1 && fixed(most.value, 3) === fixed(least.value, 3) ? (
              <>no pair differs from another ({fixed(most.value, 3)})</>
            ) : (
              <>
                most alike are <b>{nameOf(most)}</b> ({fixed(most.value, 3)})
                {pairs.length > 1 && (
                  <>
                    , least alike {nameOf(least)} ({fixed(least.value, 3)})
                  </>
                )}
              </>
            )}
            .{ofAnotherMoment(chosen, look)}
            {few.length > 0 &&
              ` Few probe rows: ${perDomain(
                few.map((d) => domains[d] as string),
                few.map((d) => look.domains[d]?.rows),
                (n, name) => `${name} has ${n}`,
              )}.`}
          </>
        ) : (
          'There is nothing to compare: that needs two domains with rows, and an H that varies.'
        )
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['domain', 'other', ...Object.values(SIMILARITIES).map(({ name }) => name)],
          rows: domains.flatMap((a, i) =>
            domains.map((b, j) => [a, b, ...(Object.keys(SIMILARITIES) as SimilarityName[]).map((each) => look.similarity[each][i * D + j] ?? null)]),
          ),
        }),
      }}
      controls={<SimilarityChoice {...(measures && { of: measures })} which={which} onChange={setWhich} />}
    >
      <SquareTable name={SIMILARITIES[which].name} names={domains} values={rows} colourOf={colour} format={threeDigits} svgRef={svg} />
    </Figure>
  );
}

const threeDigits = (value: number) => fixed(value, 3);

import { hasHyperNetwork } from '../../config/adapter-kinds';
import { readsDomain } from '../../config/fields';
import type { AdapterKind } from '../../config/run-config';
import { capital } from '../../lib/capital';
import { isolated } from '../../lib/isolated';
import type { Ablation, Look } from '../../protocol/insight';
import { domainNames, type RunRecord } from '../record';
import { type Pair, pairsOf } from './alike';
import { collapse } from './collapse';
import { isUntrained } from './moment-name';
import { nearest } from './nearest';
import { verdictWords } from './verdict';

/** What an Inside view says of a run, in a sentence or a few. */
export interface InShort {
  question: string;
  answer: string;
  /** The view that shows it. */
  view: 'domains' | 'rank' | 'matters';
}

/** What is to be said of the adapters as they were at the last look; nothing before the first. */
export function inShort(run: RunRecord): InShort[] {
  const look = run.looks.at(-1);
  if (!look) return [];
  const compared = nearest(run.looks, run.looks.length - 1, 'similarity');
  const names = domainNames(run);
  const pairs = pairsOf(compared?.similarity.moved ?? [], names.length, 'moved');
  const [most, least] = [pairs[0], pairs.at(-1)];
  const sizes = look.use.flatMap(({ size }) => size.flatMap((each) => each ?? []));
  return [
    {
      question: 'Which domains are alike?',
      answer:
        names.length === 1
          ? 'There is one domain only.'
          : !hasHyperNetwork(look)
            ? NO_H[look.adapterKind === 'per-domain' ? 'per-domain' : 'low-rank']
            : look.adapterKind === 'domain-only'
              ? ONE_H
              : !readsDomain(run.config)
                ? UNREAD
                : !most || !least
                  ? NOT_YET
                  : compared && isUntrained(compared)
                    ? unlearned(look)
                    : alike(most, least, names),
      view: 'domains',
    },
    {
      question: 'Has it collapsed?',
      answer: look.adapters
        .map(({ layer }, a) => (look.adapters.length > 1 ? `After layer ${layer} ${collapse(look, a).sentence}` : capital(collapse(look, a).sentence)))
        .join(' '),
      view: 'rank',
    },
    {
      question: 'Does the trained model use it?',
      answer: run.ablation ? relied(run.ablation, run.config.model.adapterKind) : `What it adds is ${range(sizes)} of its input’s length.`,
      view: 'matters',
    },
  ];
}

const UNREAD = 'The hyper-network does not read the domain, so a row’s H is the same in all of them.';

/** Where no hyper-network makes an H by which domains could be compared. */
const NO_H = {
  'per-domain': 'Each domain has weights of its own, and nothing that they share says how alike they are.',
  'low-rank': 'To these adapters all domains are the same.',
} as const;

const ONE_H = 'A row’s H is that of its domain: nothing else goes into it.';

const NOT_YET = 'There is nothing to compare yet.';

/** Quick looks compare no domains. */
const unlearned = (look: Look) => (isUntrained(look) ? 'Nothing has been learned yet.' : 'It has not been measured since training began.');

/** Whether the bottleneck reads its layer is told above, of each adapter. What is lost without the adapter is easily taken for what it gains. */
function relied(ablation: Ablation, adapter: AdapterKind | undefined): string {
  const { used, seen } = verdictWords(ablation, adapter);
  return `${used} ${seen}${ablation.verdict.adapters === 'helps' ? ' This is not what the adapter gains: a backbone that is trained without adapters learns to do without them.' : ''}`;
}

/** Where the square of how far the domain moves H is a smaller share of the row's than this, next to nothing is made of the domain. */
const LITTLE = 0.05;

function alike(most: Pair, least: Pair, names: readonly string[]): string {
  const pair = ({ a, b }: Pair) => `${isolated(names[a] ?? '')} and ${isolated(names[b] ?? '')}`;
  // The measure is of squared distances.
  const far = (value: number) => percent(Math.sqrt(value));
  const shift = (value: number) => `changing only the domain moves H ${far(value)} as far as changing the row does`;
  const said =
    least === most
      ? `For ${pair(most)}, ${shift(most.value)}.`
      : `${pair(most)} are most alike to the hyper-network: ${shift(most.value)}. ${pair(least)} are least alike (${far(least.value)}).`;
  // That H differs does not yet mean that this helps: the ablation tells.
  return `${said} ${least.value < LITTLE ? 'The hyper-network hardly uses the domain.' : 'So H depends on the domain.'}`;
}

const percent = (share: number) => `${share < 0.0995 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;

function range(values: number[]): string {
  if (values.length === 0) return '0 %';
  const [low, high] = [Math.round(100 * Math.min(...values)), Math.round(100 * Math.max(...values))];
  return low === high ? `${low} %` : `${low} to ${high} %`;
}

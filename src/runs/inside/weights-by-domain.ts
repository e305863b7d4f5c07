import { isolated } from '../../lib/isolated';
import { type Matrix, rootMeanSquareOf } from '../../lib/matrix';
import type { Look } from '../../protocol/insight';
import { differingKinds, type Kind } from './kinds';
import { isUntrained } from './moment-name';

/** What the hyper-network makes for each domain, beside what it makes for all. */
export interface WeightsByDomain {
  kind: Kind;
  /** Each domain that has rows: its weights less the mean over the domains. */
  domains: { domain: number; rows: number; matrix: Matrix }[];
  /** How much the domains differ: the length of all differences together, as a share of the length of the weights themselves. */
  share: number;
  /** The domain that differs most from the mean; undefined with fewer than two domains. */
  most: number | undefined;
  /** Where the colours end. */
  scale: number;
}

/**
 * The colours end at this many times the usual size of a weight, whatever the differences are: so a map is blank where domains do
 * not differ, and deep where they differ by as much as there is.
 */
const ENDS_AT = 2;

/** Of an adapter that has weights of which domains can differ. Lengths are Frobenius norms. W is linear in H, so that the difference of the mean H makes the difference of the weights. */
export function weightsByDomain(look: Look, adapter: number, name: string): WeightsByDomain {
  const kinds = differingKinds(look, adapter);
  const kind = kinds.find((each) => each.name === name) ?? (kinds[0] as Kind);
  const own = look.domains.flatMap(({ rows, h }, domain) => (rows > 0 ? [{ domain, rows, matrix: kind.of(h) }] : []));
  const mean = meanOf(own.map(({ matrix }) => matrix.values));
  const domains = own.map((each) => ({ ...each, matrix: { ...each.matrix, values: each.matrix.values.map((value, i) => value - (mean[i] as number)) } }));
  const away = domains.map(({ matrix }) => rootMeanSquareOf([matrix]));
  const usual = rootMeanSquareOf(own.map(({ matrix }) => matrix));
  return {
    kind,
    domains,
    share: usual > 0 ? rootMeanSquareOf(domains.map(({ matrix }) => matrix)) / usual : 0,
    most: domains.length > 1 ? domains[away.indexOf(Math.max(...away))]?.domain : undefined,
    scale: ENDS_AT * usual,
  };
}

/** Below this share a difference is none that anybody would see. */
const NOTHING = 0.01;

/** What is seen, in one sentence. */
export function weightsSentence({ share, most, kind }: WeightsByDomain, look: Look, names: readonly string[]): string {
  if (most === undefined) return 'There is one domain only, so there is nothing to differ from.';
  const size = `${100 * share < 9.95 ? (100 * share).toFixed(1) : Math.round(100 * share)} % of its size`;
  if (isUntrained(look)) {
    return share < NOTHING
      ? 'Before training nothing differs yet: every domain gets the same.'
      : `Before training nothing has been learned yet: what differs between domains (${size}) is chance.`;
  }
  if (share < NOTHING) return `Nothing differs yet: every domain gets the same ${kind.name}, but for ${size}.`;
  return `The mean ${kind.name} of a domain’s rows differs between domains by ${size}: most for ${isolated(names[most] ?? '') || `domain ${most + 1}`}.`;
}

function meanOf(all: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(all[0]?.length ?? 0);
  for (const values of all) for (const [i, value] of values.entries()) mean[i] = (mean[i] as number) + value / all.length;
  return mean;
}

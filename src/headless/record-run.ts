import type { RunConfig } from '../config/run-config';
import type { Look } from '../protocol/insight';
import type { Session } from '../protocol/session';
import { type RankHistory, rankHistory } from '../runs/rank-history';
import type { TrainedRun } from '../runs/record';
import { fitted } from '../runs/slim';
import { configOf, DEFAULT_RUN, MOST_GZIPPED, type StoredRun } from '../runs/stored';
import type { RecordedRun } from './calls';
import { followRun } from './follow-run';
import { gzippedBytes } from './gzipped-bytes';
import { measured } from './measured';

/** See `HeadlessPage.record`. */
export async function recordRun(session: Session, stored: StoredRun, recorded: string): Promise<RecordedRun> {
  await session.data.open({ demo: stored.demo }, () => {});
  const config = configOf(stored);
  // How it goes from the authors' start is told of one run: it is what it is on any data.
  const authors = stored.name === DEFAULT_RUN.name ? await watched(session, fromAuthorsStart(config)) : undefined;
  const run = await watched(session, config);
  const answers = await measured(session, config);
  return fitted({ ...run, id: stored.name, recorded, ...answers, ...(authors && { authorsStart: historyOf(authors.looks) }) }, MOST_GZIPPED, gzippedBytes);
}

/** What a look holds of the rows that are followed, where it does, with what their weights are generated from. */
const WALKED = ['epoch', 'final', 'k', 'bottleneck', 'adapters', 'factors', 'walks'] as const;

/** How it went, and what the followed rows went through at the start and at the end. */
export function historyOf(looks: readonly Look[]): RankHistory {
  const walks = [looks[0], looks.at(-1)].flatMap((look) => (look && 'walks' in look ? pick(look, WALKED) : []));
  return { ...rankHistory(looks), ...(walks.length > 0 && { walks }) };
}

const pick = <T extends object, K extends keyof T>(value: T, keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;

const fromAuthorsStart = (config: RunConfig): RunConfig => ({
  ...config,
  model: { ...config.model, adapterInit: 'authors' },
  train: { ...config.train, baseline: false },
});

/** A run with every look that it took: as a page would show it, but for the looks that a page would let go of. */
async function watched(session: Session, config: RunConfig): Promise<TrainedRun> {
  const looks: Look[] = [];
  const run = await followRun(session, config, { inside: 'unhurried' }, (event) => {
    if (event.type === 'look') looks.push(event.look);
  });
  return { ...run, looks };
}

import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import type { EngineName } from '../protocol/engine';
import type { Session } from '../protocol/session';
import { connect } from '../wire/connect';
import type { LanesModel } from './calls';
import { followRun } from './follow-run';

/** Of the default demo. Patience never ends a run: all are equally long. */
const MODELS: Record<LanesModel, { input: RunConfigInput; epochs: number }> = {
  default: { input: {}, epochs: 3 },
  MovieLens: { input: { model: { backbone: 'mlp', layers: [256, 128], adapters: [2], hyper: [64], k: 35 }, train: { batch: 2048 } }, epochs: 1 },
};

/** See `HeadlessPage.lanesTurn`. */
export async function lanesTurn(engine: EngineName, model: LanesModel, lanes: number, runs: number): Promise<number> {
  const ended = new AbortController();
  const threads = Math.max(1, Math.floor(navigator.hardwareConcurrency / lanes));
  const { input, epochs } = MODELS[model];
  const open = async () => {
    const session = connect(undefined, ended.signal);
    await session.engines.limitThreads(threads);
    const { proposed } = await session.data.open({ demo: 'conflict' }, () => {});
    const config = (length: number, seed: number) =>
      completeRunConfig({ ...input, engine, seed, train: { ...input.train, epochs: length, patience: length, baseline: false } }, proposed);
    // What is compiled as it runs is compiled by then.
    await train(session, config(1, 0));
    return { session, config };
  };
  try {
    const all = await Promise.all(Array.from({ length: lanes }, open));
    let next = 0;
    const begun = performance.now();
    await Promise.all(
      all.map(async ({ session, config }) => {
        while (next < runs) await train(session, config(epochs, ++next));
      }),
    );
    return performance.now() - begun;
  } finally {
    ended.abort();
  }
}

const train = (session: Session, config: Parameters<Session['run']['train']>[0]) => followRun(session, config, { inside: false });

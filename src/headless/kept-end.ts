import type { VariantName } from '../protocol/run';
import type { Session } from '../protocol/session';
import { modelOf, type RunRecord, variantsOf } from '../runs/record';
import type { KeptEnd } from './calls';

/** See `HeadlessPage.keptEnd`. */
export async function keptEnd(session: Session): Promise<KeptEnd> {
  const [latest] = (await session.library.read()).runs;
  if (!latest) throw new Error('No run is kept.');
  const run = (await session.library.record(latest.id)) as RunRecord;
  const { source } = run.config.data;
  if (!('demo' in source)) throw new Error('Its data are no demo.');
  await session.data.open(source, () => {});
  await session.run.goOn(run.id, 'page', () => {});
  const weights: KeptEnd['weights'] = {};
  for (const variant of variantsOf(run)) weights[variant] = await sha256(await session.run.weights(variant));
  const { id, phase, engine, interruptions = [], comparison } = run;
  const comesTo = JSON.stringify([...variantsOf(run).map((variant) => endOf(run, variant)), comparison]);
  const moved = interruptions.some(({ before }) => before !== undefined && before !== engine?.name);
  return { id, phase, engine: engine?.name, takenUp: interruptions.map(({ epoch }) => epoch), moved, weights, comesTo, auc: run.test?.auc ?? null };
}

/** All that must be the same, however often the run was cut off: not the times. Sums of losses are added up in portions as time allows. */
function endOf(run: RunRecord, variant: VariantName) {
  const { epochs, bestEpoch, testedEpoch, stopped, parameters, test } = modelOf(run, variant);
  return {
    epochs: epochs.map(({ epoch, trainLoss, val }) => ({ epoch, trainLoss: trainLoss.toPrecision(12), val })),
    bestEpoch,
    testedEpoch,
    stopped,
    parameters,
    test,
  };
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

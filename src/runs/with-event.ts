import type { KeptMoment, RunEvent, VariantName } from '../protocol/run';
import { withLook } from './look-history';
import { type LossPoint, type ModelRecord, modelOf, type RunRecord } from './record';

/** More points than a line can show. */
export const MOST_POINTS = 500;

/** The run after one more event. */
export function withEvent(run: RunRecord, event: RunEvent): RunRecord {
  switch (event.type) {
    case 'phase': {
      const { message: _, ...rest } = run;
      return { ...rest, phase: event.phase, ...(event.message !== undefined && { message: event.message }) };
    }
    case 'opened':
      return { ...run, opened: event.file };
    case 'engine':
      return { ...run, engine: event.engine };
    case 'data':
      return { ...run, data: event.data };
    case 'progress': {
      const { type: _, variant, ...progress } = event;
      const { epoch, loss } = event;
      // The model goes on training: earlier answers about it no longer hold.
      const { ablation: __, calibration: ___, strengths: ____, ...rest } = run;
      const further = { ...rest, progress: { ...run.progress, [variant]: progress, latest: variant } };
      return withModel(further, variant, { losses: thin([...modelOf(run, variant).losses, { epoch, loss }]) });
    }
    case 'early':
      return withModel(run, event.variant, { early: [...(modelOf(run, event.variant).early ?? []), event.record] });
    case 'epoch': {
      const { type: _, variant, record, best, ...known } = event;
      const before = run.progress?.[variant];
      const further = before ? { ...run, progress: { ...run.progress, [variant]: { ...before, ...known } } } : run;
      return withModel(further, variant, { epochs: [...modelOf(run, variant).epochs, record], ...(best && { bestEpoch: record.epoch }) });
    }
    case 'probes':
      return { ...run, probes: event.probes };
    case 'look':
      return { ...run, looks: withLook(run.looks, event.look, run.bestEpoch) };
    case 'kept':
      return { ...run, kept: { epoch: event.epoch } };
    case 'not kept':
      return { ...run, kept: { trouble: event.why } };
    case 'taken up': {
      const { from, why, before } = event;
      const interruptions = [...(run.interruptions ?? []), { epoch: from.model?.epoch ?? 0, why, ...(before && { before }) }];
      return { ...backAt(run, from), interruptions };
    }
    case 'finished':
      return withModel(run, event.variant, event.result);
    case 'compared':
      return { ...run, comparison: event.comparison };
  }
}

const AT_THE_START = { epoch: 0, best: 0 };
/** What is known of a model once it is tested, and what it was asked afterwards. */
const OF_MODELS_END = ['parameters', 'bestEpoch', 'bestRestored', 'testedEpoch', 'stopped', 'validation', 'test', 'speed', 'perStep'] as const;
const OF_RUNS_END = ['progress', 'comparison', 'ablation', 'calibration', 'strengths'] as const;

/** The run as it was when it was kept: what came later is taken back, results included. */
function backAt(run: RunRecord, from: KeptMoment): RunRecord {
  const { epoch } = from.model ?? AT_THE_START;
  return {
    ...modelBackAt(without(run, OF_RUNS_END) as RunRecord, from.model),
    looks: run.looks.filter((look) => look.epoch <= epoch && !look.final),
    ...(run.baseline && { baseline: modelBackAt(run.baseline, from.baseline) }),
  };
}

function modelBackAt<M extends ModelRecord>(model: M, { epoch, best } = AT_THE_START): M {
  const upTo = <T extends { epoch: number }>(all: readonly T[]) => all.filter((each) => each.epoch <= epoch);
  return {
    ...(without(model, OF_MODELS_END) as M),
    epochs: upTo(model.epochs),
    losses: upTo(model.losses),
    ...(model.early && { early: upTo(model.early) }),
    ...(best > 0 && { bestEpoch: best }),
  };
}

function without<T extends object>(value: T, keys: readonly (keyof T)[]): Partial<T> {
  const rest: Partial<T> = { ...value };
  for (const key of keys) delete rest[key];
  return rest;
}

function withModel(run: RunRecord, variant: VariantName, change: Partial<ModelRecord>): RunRecord {
  return variant === 'model' ? { ...run, ...change } : { ...run, baseline: { ...modelOf(run, 'baseline'), ...change } };
}

/** Neighbours become one when there are too many: the line keeps its shape at half the points. */
function thin(points: LossPoint[]): LossPoint[] {
  if (points.length <= MOST_POINTS) return points;
  const halved: LossPoint[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [a, b] = [points[i], points[i + 1]] as [LossPoint, LossPoint];
    halved.push({ epoch: b.epoch, loss: (a.loss + b.loss) / 2 });
  }
  // The newest one may be left over.
  if (points.length % 2 === 1) halved.push(points.at(-1) as LossPoint);
  return halved;
}

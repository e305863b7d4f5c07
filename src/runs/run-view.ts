import type { RunConfig } from '../config/run-config';
import type { EngineInfo } from '../protocol/engine';
import type { Ablation, Calibration, Look, ProbeRows } from '../protocol/insight';
import type { EpochRecord, Evaluation, RunResult } from '../protocol/result';
import type { RunEvent, RunPhase, VariantName } from '../protocol/run';
import { withLook } from './look-history';
import type { RankHistory } from './rank-history';
import type { StoredRun } from './stored-run';

/** What the page shows of a run, stored or live: a plain value that events turn into the next one. */
export interface RunView {
  /** Tells one run from the next. */
  id: number;
  origin: 'stored' | 'live';
  /** Day of a stored run's recording. */
  recorded?: string;
  config: RunConfig;
  dataName: string;
  /** Rows of its table. */
  tableRows: number;
  domains: string[];
  bestPossible?: Evaluation | undefined;
  phase: RunPhase;
  message?: string | undefined;
  engine?: EngineInfo;
  progress?: Extract<RunEvent, { type: 'progress' }>;
  variants: Record<VariantName, VariantView>;
  looks: Look[];
  /** The rows that the looks are taken at, once one has been. */
  probes?: ProbeRows;
  /** What was asked of the run's model, where it was. */
  ablation?: Ablation;
  calibration?: Calibration[];
  /** How the same demo went from the authors' start, where that was recorded too. */
  authorsStart?: RankHistory;
  result?: RunResult;
}

export interface VariantView {
  epochs: EpochRecord[];
  bestEpoch?: number;
  losses: LossPoint[];
  test?: Evaluation;
}

export interface LossPoint {
  /** Epochs done, with a fraction. */
  epoch: number;
  loss: number;
}

/** More points than a line can show. */
export const MOST_POINTS = 500;

let runs = 0;

export function newRun(start: Pick<RunView, 'config' | 'dataName' | 'tableRows' | 'domains' | 'bestPossible'>): RunView {
  return { id: ++runs, origin: 'live', phase: 'preparing', variants: { model: emptyVariant(), baseline: emptyVariant() }, looks: [], ...start };
}

const emptyVariant = (): VariantView => ({ epochs: [], losses: [] });

export function storedRunView({ recorded, table, preview, result, losses, looks, probes, ablation, calibration, authorsStart }: StoredRun): RunView {
  const variant = (of: RunResult | RunResult['baseline'], points: LossPoint[]): VariantView =>
    of ? { epochs: of.epochs, bestEpoch: of.bestEpoch, losses: points, test: of.test } : emptyVariant();
  return {
    id: 0,
    origin: 'stored',
    recorded,
    config: result.config,
    dataName: table.name,
    tableRows: table.rows,
    domains: preview.domains.map(({ name }) => name),
    bestPossible: preview.bestPossible,
    phase: 'done',
    engine: result.engine,
    variants: { model: variant(result, losses.model), baseline: variant(result.baseline, losses.baseline) },
    looks,
    probes,
    ablation,
    calibration,
    authorsStart,
    result,
  };
}

/** The view after one more event. */
export function withEvent(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case 'phase':
      return { ...view, phase: event.phase, message: event.message };
    case 'engine':
      return { ...view, engine: event.engine };
    case 'data':
      return { ...view, domains: event.domains, bestPossible: event.bestPossible };
    case 'progress': {
      const { variant, epoch, loss } = event;
      const losses = thin([...view.variants[variant].losses, { epoch, loss }]);
      // What was asked of a model that has gone on training is no longer true of it.
      const { ablation: _, calibration: __, ...rest } = view;
      return withVariant({ ...rest, progress: event }, variant, { losses });
    }
    case 'epoch': {
      const { epochs } = view.variants[event.variant];
      return withVariant(view, event.variant, { epochs: [...epochs, event.record], ...(event.best && { bestEpoch: event.record.epoch }) });
    }
    case 'probes':
      return { ...view, probes: event.probes };
    case 'look':
      return { ...view, looks: withLook(view.looks, event.look, view.variants.model.bestEpoch) };
    case 'test':
      return withVariant(view, event.variant, { test: event.test, bestEpoch: event.bestEpoch });
  }
}

export const isActive = ({ phase }: RunView) => phase === 'preparing' || phase === 'training' || phase === 'evaluating' || phase === 'paused';

function withVariant(view: RunView, variant: VariantName, change: Partial<VariantView>): RunView {
  return { ...view, variants: { ...view.variants, [variant]: { ...view.variants[variant], ...change } } };
}

/** Neighbours become one when there are too many: the line keeps its shape at half the points. */
function thin(points: LossPoint[]): LossPoint[] {
  if (points.length <= MOST_POINTS) return points;
  const halved: LossPoint[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [a, b] = [points[i], points[i + 1]] as [LossPoint, LossPoint];
    halved.push({ epoch: b.epoch, loss: (a.loss + b.loss) / 2 });
  }
  return halved;
}

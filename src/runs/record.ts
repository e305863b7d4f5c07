import type { RunConfig } from '../config/run-config';
import type { DataSummary } from '../protocol/data';
import type { EngineInfo, EngineName } from '../protocol/engine';
import type { Ablation, Calibration, Look, ProbeRows } from '../protocol/insight';
import type { Comparison, EarlyRecord, EpochRecord, ModelResult } from '../protocol/result';
import type { Interruption, RunPhase, RunProgress, VariantName } from '../protocol/run';
import type { Strengths } from '../protocol/walk';
import type { RankHistory } from './rank-history';

/** The form of a record; `migrations.ts` brings older ones to it. What is added and may be absent needs no new number. */
export const RECORD_VERSION = 4;

/**
 * A run: what the page shows while it trains and afterwards, what a file keeps of it, what the command line prints. A plain value
 * that events turn into the next one. Stable: later versions only add.
 */
export interface RunRecord extends ModelRecord {
  version: typeof RECORD_VERSION;
  /** Tells one run from another. */
  id: string;
  /** Day on which it was made, ISO, of a run that was stored; its model is in no worker any more. */
  recorded?: string;
  phase: RunPhase;
  /** What went wrong, in a failed run. */
  message?: string;
  config: RunConfig;
  /** Known once the data are prepared. */
  data?: DataSummary;
  engine?: EngineInfo;
  /** The file that the model was opened from: it was not trained here. */
  opened?: string;
  /** The backbone alone, where it is trained too. */
  baseline?: ModelRecord;
  /** The two models on the same test rows, once both are tested. Runs that were stored before there was one lack it. */
  comparison?: Comparison;
  /** How far each model is, and which spoke last; of a run in this session only. */
  progress?: Partial<Record<VariantName, RunProgress>> & { latest?: VariantName };
  /** Up to which epoch the run is kept on this machine, or why it is not; of a run in this session only. */
  kept?: { epoch: number } | { trouble: string };
  /** Where it was cut off and went on. */
  interruptions?: { epoch: number; why: Interruption; before?: EngineName }[];
  looks: Look[];
  /** The rows that the looks are taken at, once one has been. */
  probes?: ProbeRows;
  /** What was asked of the run's model, where it was. */
  ablation?: Ablation;
  calibration?: Calibration[];
  strengths?: Strengths;
  /** How the same run went from the authors' start, where that was recorded too. */
  authorsStart?: RankHistory;
}

/** One of a run's models: as far as it is, and its result once it is trained. */
export interface ModelRecord extends Partial<ModelResult> {
  epochs: EpochRecord[];
  losses: LossPoint[];
  /** Validations within the first epoch, where that was long. */
  early?: EarlyRecord[];
}

export interface LossPoint {
  /** Epochs done, with a fraction. */
  epoch: number;
  /** Mean since the point before, nats. */
  loss: number;
}

/** A run whose model is trained and tested. */
export type TrainedRun = RunRecord & ModelResult & { data: DataSummary; engine: EngineInfo };

export const isTrained = (run: RunRecord): run is TrainedRun => run.test !== undefined && run.data !== undefined && run.engine !== undefined;

let runs = 0;

/** A run that has been asked for. @param data what is known of its data already */
export function newRun({ config, data }: Pick<RunRecord, 'config'> & { data?: DataSummary | undefined }): RunRecord {
  const id = `${Date.now().toString(36)}-${++runs}`;
  return { version: RECORD_VERSION, id, phase: 'preparing', config, ...(data && { data }), epochs: [], losses: [], looks: [] };
}

/** When it was asked for, in milliseconds since 1970: its id begins with it. Undefined where the id is of another kind. */
export function beganOf({ id }: Pick<RunRecord, 'id'>): number | undefined {
  const began = Number.parseInt(id.split('-')[0] ?? '', 36);
  return began > 0 && began < 8.64e15 ? began : undefined;
}

/** Day on which a run was made, ISO: as it says itself, else that on which it was asked for. */
export const recordedOf = (run: RunRecord): string => run.recorded || dayOf(beganOf(run) ?? Date.now());

const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** One of the run's models; without epochs where it is not trained. */
export function modelOf(run: RunRecord, variant: VariantName): ModelRecord {
  return variant === 'model' ? run : (run.baseline ?? UNTRAINED);
}

const UNTRAINED: ModelRecord = { epochs: [], losses: [] };

/** The models that the run trains. */
export function variantsOf({ config }: RunRecord): VariantName[] {
  return config.train.baseline && config.model.adapters.length > 0 ? ['model', 'baseline'] : ['model'];
}

/** Whether it is under way. */
export const isActive = ({ phase }: Pick<RunRecord, 'phase'>) => phase === 'preparing' || phase === 'training' || phase === 'evaluating' || phase === 'paused';

/**
 * A run that comes back from what is kept on this machine or from a file, without its model. One that was cut off has stopped where it was.
 *
 * @param made milliseconds since 1970, of a run that does not say its day
 * @param elsewhere whether another tab trains it: then it is under way there
 */
export function asKept(run: RunRecord, made: number, elsewhere = false): RunRecord {
  return { ...run, recorded: run.recorded || dayOf(made), ...(isActive(run) && !elsewhere && { phase: 'stopped' }) };
}

/** Whether its model came from a file: it was not trained here, so that there is nothing by epoch. */
export const isWithoutEpochs = ({ opened, epochs }: Pick<RunRecord, 'opened' | 'epochs'>) => opened !== undefined && epochs.length === 0;

/** Whether its model is in no worker: nothing can be asked of it. */
export const isStored = ({ recorded }: Pick<RunRecord, 'recorded'>) => recorded !== undefined;

/** Whether another tab trains it, and this one shows how it goes. */
export const isFollowed = (run: Pick<RunRecord, 'phase' | 'recorded'>) => isActive(run) && isStored(run);

const NONE: string[] = [];
const names = new WeakMap<DataSummary, string[]>();

/** The same array each time, so that what is drawn from it need not be drawn anew. */
export function domainNames({ data }: Pick<RunRecord, 'data'>): string[] {
  if (!data) return NONE;
  const known = names.get(data) ?? data.domains.map(({ name }) => name);
  names.set(data, known);
  return known;
}

import type { Experiment } from '../../config/experiment';
import type { ExperimentRecord, JobProgress, QueuePhase } from '../../runs/experiment/record';
import type { Slice } from './store';

/** An experiment that is kept on this machine. */
export interface ExperimentListed {
  id: string;
  began: number;
  dataName: string;
  contestants: string[];
  seeds: number;
  done: number;
  jobs: number;
}

/** The experiment on the page, its queue, and those that are kept. */
export interface ExperimentSlice {
  experiment: ExperimentRecord | undefined;
  queue: QueuePhase;
  jobsUnderWay: JobProgress[];
  secondsLeft: number | undefined;
  lanes: number;
  experiments: ExperimentListed[];
  experimentElsewhere: boolean;
  experimentKept: boolean;
  removedExperiment: string | undefined;
  startExperiment(experiment: Experiment): Promise<void>;
  pauseQueue(): void;
  resumeQueue(): void;
  stopQueue(): void;
  moveJob(contestant: string, seed: number, place: number): void;
  addSeeds(count: number): Promise<void>;
  setReference(name: string): void;
  setLanes(count: number | undefined): void;
  readExperiments(): Promise<void>;
  openExperiment(id: string): Promise<void>;
  removeExperiment(id: string): Promise<void>;
  bringBackExperiment(): Promise<void>;
}

export const experimentSlice: Slice<ExperimentSlice> = (set, get) => ({
  experiment: undefined,
  queue: 'idle',
  jobsUnderWay: [],
  secondsLeft: undefined,
  lanes: 1,
  experiments: [],
  experimentElsewhere: false,
  experimentKept: true,
  removedExperiment: undefined,
  startExperiment: async () => {},
  pauseQueue: () => {},
  resumeQueue: () => {},
  stopQueue: () => {},
  moveJob: () => {},
  addSeeds: async () => {},
  setReference: (reference) => {
    const { experiment } = get();
    if (experiment) set({ experiment: { ...experiment, reference } });
  },
  setLanes: () => {},
  readExperiments: async () => {},
  openExperiment: async () => {},
  removeExperiment: async () => {},
  bringBackExperiment: async () => {},
});

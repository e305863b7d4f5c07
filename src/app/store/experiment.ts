import type { Experiment } from '../../config/experiment';
import { once } from '../../lib/once';
import type { KeptExperiment } from '../../protocol/library';
import type { ExperimentRecord, JobProgress, QueuePhase } from '../../runs/experiment/record';
import type { Slice } from './store';

export type ExperimentListed = KeptExperiment;

/** The experiment on the page, its queue, and those that are kept. What is asked for before the rest is loaded waits for that. */
export interface ExperimentSlice {
  experiment: ExperimentRecord | undefined;
  /** `paused`, too, where jobs wait and nothing was begun in this visit. */
  queue: QueuePhase;
  /** At most a few. */
  jobsUnderWay: JobProgress[];
  /** Over all. */
  secondsLeft: number | undefined;
  /** Runs side by side. */
  lanes: number;
  /** Kept on this machine, the one that was on the page last first. */
  experiments: ExperimentListed[];
  /** Another tab has the queue: here it is only shown. */
  experimentElsewhere: boolean;
  /** Whether it is kept on this machine as it goes. */
  experimentKept: boolean;
  /** Id of the experiment that was removed last, and can be brought back. */
  removedExperiment: string | undefined;

  /** Begins, on the data that are open. @throws UserError where it cannot, ConfigError where settings contradict each other */
  startExperiment(experiment: Experiment): Promise<void>;
  /** Runs that are under way rest. */
  pauseQueue(): void;
  /** Goes on; where no job waits any more, those that failed are tried again. @throws UserError where it cannot */
  resumeQueue(): Promise<void>;
  /** Runs that are under way come to their end, and no other begins. */
  stopQueue(): void;
  /** @param place among the jobs that wait, from 0 */
  moveJob(contestant: string, seed: number, place: number): void;
  /** After the largest. They are trained at once, unless the queue is paused. @throws UserError where they are too many, or another tab has the queue */
  addSeeds(count: number): Promise<void>;
  setReference(name: string): void;
  /** @param count undefined: as many as are usual */
  setLanes(count: number | undefined): void;
  /** Those that are kept, and how many runs go side by side. */
  readExperiments(): Promise<void>;
  openExperiment(id: string): Promise<void>;
  /** With its runs. */
  removeExperiment(id: string): Promise<void>;
  bringBackExperiment(): Promise<void>;
  /** What was on the page when it was left is there again. */
  experimentComesBack(): Promise<void>;
}

export const experimentSlice: Slice<ExperimentSlice> = (set, get, deps) => {
  const loaded = once(async () => new (await import('../experiment/queue-runner')).QueueRunner(set, get, deps));

  const read = async () =>
    set({
      experiments: await deps
        .session()
        .library.experiments()
        .catch(() => get().experiments),
    });

  return {
    experiment: undefined,
    queue: 'idle',
    jobsUnderWay: [],
    secondsLeft: undefined,
    lanes: 1,
    experiments: [],
    experimentElsewhere: false,
    experimentKept: true,
    removedExperiment: undefined,

    startExperiment: async (experiment) => (await loaded()).start(experiment),
    pauseQueue: () => void loaded().then((queue) => queue.pause()),
    resumeQueue: async () => (await loaded()).resume(),
    stopQueue: () => void loaded().then((queue) => queue.stop()),
    moveJob: (contestant, seed, place) => void loaded().then((queue) => queue.move({ contestant, seed }, place)),
    addSeeds: async (count) => (await loaded()).addSeeds(count),
    setReference: (name) => void loaded().then((queue) => queue.setReference(name)),
    setLanes: (count) => void loaded().then((queue) => queue.setLanes(count)),
    readExperiments: async () => {
      await read();
      (await loaded()).sayLanes();
    },
    openExperiment: async (id) => (await loaded()).open(id),
    removeExperiment: async (id) => (await loaded()).remove(id),
    bringBackExperiment: async () => (await loaded()).bringBack(),
    experimentComesBack: async () => {
      await read();
      if (get().experiments.length > 0) await (await loaded()).comeBack();
    },
  };
};

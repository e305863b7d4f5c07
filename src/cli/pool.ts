/** Where jobs are done, one after the other. */
export interface Place {
  /** Rejects when the place is lost. */
  crashed: Promise<never>;
  close(): Promise<void>;
}

/** What became of a job, and why it failed, where it did. */
export interface Outcome<Job> {
  job: Job;
  error?: unknown;
}

/**
 * Does the jobs in their order, in `count` places side by side. A job that fails costs no other: its place is
 * given up with it, since that may be broken, and the next job gets a new one.
 *
 * @param open makes a place, when a job first needs it
 * @param work does a job; what it throws makes the job a failed one
 * @param ended told of each job as it ends
 * @throws what `open` or `ended` throws: without places, or where nothing can be kept, there is no going on. Jobs under way end first
 */
export async function inPlaces<Job, P extends Place>(
  jobs: readonly Job[],
  count: number,
  open: () => Promise<P>,
  work: (job: Job, place: P) => Promise<void>,
  ended: (outcome: Outcome<Job>) => void,
): Promise<void> {
  let next = 0;
  let broken = false;
  const worker = async () => {
    let place: P | undefined;
    while (!broken && next < jobs.length) {
      const job = jobs[next++] as Job;
      place ??= await open();
      let failure: { error: unknown } | undefined;
      try {
        await Promise.race([work(job, place), place.crashed]);
      } catch (error) {
        failure = { error };
        // What has crashed may not close either.
        void place.close().catch(() => {});
        place = undefined;
      }
      ended({ job, ...failure });
    }
  };
  const guarded = () =>
    worker().catch((error: unknown) => {
      broken = true;
      throw error;
    });
  const all = await Promise.allSettled(Array.from({ length: Math.min(count, jobs.length) }, guarded));
  for (const one of all) if (one.status === 'rejected') throw one.reason;
}

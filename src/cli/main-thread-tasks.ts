/** The tasks of a page's main thread, by the processor time of each: waiting for another program costs none. */
export interface Tasks {
  count: number;
  /** Tasks that took longer than `LONG_MS`. */
  long: number;
  /** Milliseconds: of the longest, and of all. */
  longest: number;
  total: number;
}

/** From here on a person notices that the page does not answer. */
export const LONG_MS = 50;

/** As Chromium writes it (the Trace Event Format). */
export interface Trace {
  traceEvents: { name: string; ph: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[];
}

/**
 * The tasks of the busiest renderer's main thread: the page's. (A browser has others, of its own pages.)
 *
 * @throws Error where the trace holds no task: then it measured nothing
 */
export function mainThreadTasks({ traceEvents }: Trace): Tasks {
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const all = mains.map(({ pid, tid }) => {
    const ms = traceEvents.flatMap((event) =>
      event.name === 'RunTask' && event.ph === 'X' && event.pid === pid && event.tid === tid && event.tdur !== undefined ? [event.tdur / 1000] : [],
    );
    return {
      count: ms.length,
      long: ms.filter((each) => each > LONG_MS).length,
      longest: ms.reduce((most, each) => Math.max(most, each), 0),
      total: ms.reduce((sum, each) => sum + each, 0),
    };
  });
  const [page] = all.toSorted((a, b) => b.total - a.total);
  if (!page || page.count === 0) throw new Error('The trace holds no task of a page.');
  return page;
}

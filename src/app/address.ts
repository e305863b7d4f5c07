/** The address of the benchmark, which is a page of its own; everything else behind the # is a run's settings. */
const BENCH = '#bench';

export const isBench = (): boolean => location.hash === BENCH;

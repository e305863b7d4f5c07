/** What the tests ask of `jstat`, which tells no types. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  }
  const jstat: {
    noncentralt: { cdf(x: number, degrees: number, shift: number): number };
    studentt: Distribution;
    normal: Distribution;
    binomial: Distribution;
    /** F of an analysis of variance of one way. */
    anovafscore(...groups: number[][]): number;
    /** Of a sample, n - 1. */
    stdev(values: readonly number[], sample: boolean): number;
    /** The interval of a mean with the level 1 - alpha. */
    tci(value: number, alpha: number, values: readonly number[]): [low: number, high: number];
    /** Two-sided p of a t test of the mean against `value`. */
    ttest(value: number, values: readonly number[], sides: 1 | 2): number;
  };
  export default jstat;
}

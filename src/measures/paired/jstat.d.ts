/** What the tests ask of `jstat`, which tells no types. */
declare module 'jstat' {
  const jstat: { noncentralt: { cdf(x: number, degrees: number, shift: number): number } };
  export default jstat;
}

/** A metric as papers print it: four digits, no zero before the point: `.7701`, `−.0012`. */
export function scoreText(value: number, digits = 4): string {
  return value
    .toFixed(digits)
    .replace(/^-/, '−')
    .replace(/^(−?)0\./, '$1.');
}

/** The same with its sign: `+.0087`; what rounds to zero has none. */
export function changeText(value: number, digits = 4): string {
  const size = scoreText(Math.abs(value), digits);
  if (Number(size) === 0) return size;
  return (value < 0 ? '−' : '+') + size;
}

/** A probability: three places, or one digit where it is smaller: `.038`, `.00002`. */
export function probabilityText(p: number): string {
  const rounded = p >= 0.001 ? p.toFixed(3) : plain(p);
  return rounded.replace(/^0\./, '.');
}

/** One digit, without a power of ten. */
function plain(p: number): string {
  const rounded = Number(p.toPrecision(1));
  return rounded === 0 ? '0' : rounded.toFixed(Math.min(20, Math.round(-Math.log10(rounded) + 0.49)));
}

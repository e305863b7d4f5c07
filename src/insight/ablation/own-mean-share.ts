/** Click probabilities nearer to 1 than this are too coarse in float32 for their logit to say how rows differ. */
const SURE = 1 - 1e-4;
/** A standard deviation of logits below this is rounding, or nothing that anybody could see. */
const NOTHING = 1e-3;

/**
 * What the adapters do to a row is what they change its logit by. It varies from row to row of a domain because H does, and because
 * the bottleneck reads the layer. With one H for the whole domain only the latter is left: how much of it, as a share of the standard
 * deviation within the domains.
 *
 * @param ownMean [n] click probabilities, each row with its domain's mean H
 * @param trained [n] as trained
 * @param off [n] without adapters
 * @param places of the rows of each domain
 * @returns null where the adapters do the same to all rows of a domain as trained, too
 */
export function ownMeanShare(ownMean: Float32Array, trained: Float32Array, off: Float32Array, places: readonly (readonly number[])[]): number | null {
  const all = [ownMean, trained, off];
  const known = places.map((own) => own.filter((i) => all.every((each) => (each[i] as number) > 0 && (each[i] as number) < SURE)));
  const squares = (changed: Float32Array) => known.reduce((sum, own) => sum + aroundMean(own.map((i) => logit(changed[i]) - logit(off[i]))), 0);
  const whole = squares(trained);
  const rows = known.reduce((sum, own) => sum + own.length, 0);
  return whole > rows * NOTHING ** 2 ? Math.sqrt(squares(ownMean) / whole) : null;
}

const logit = (p = 0.5) => Math.log(p) - Math.log1p(-p);

/** Sum of squares around the mean. */
function aroundMean(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

import type { RunRecord } from '../record';

/** What the Inside views hold of a run: every look and what was measured of the model, as JSON; arrays of numbers as plain lists. */
export function insideJson({ id, data, looks, probes, ablation, calibration, strengths }: RunRecord): string {
  const domains = data?.domains.map(({ name }) => name) ?? [];
  return `${JSON.stringify({ run: id, domains, looks, probes, ablation, calibration, strengths }, plain)}\n`;
}

/** A typed array would be written as an object of its positions. */
const plain = (_: string, value: unknown): unknown => (ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value);

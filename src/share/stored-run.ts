import type { GeneratedWeights, Probe } from '../insight/types';
import type { DataPreview, OpenTable } from '../session/protocol';
import type { RunResult } from '../training/result';

/** A finished run as a file: what the page shows before any engine has loaded. */
export interface StoredRun {
  /** Day of the recording, ISO. */
  recorded: string;
  table: OpenTable;
  preview: DataPreview;
  result: RunResult;
  /** Training loss as it came: epochs done, and the mean loss since the point before. */
  losses: Record<'model' | 'baseline', { epoch: number; loss: number }[]>;
  probes: Probe[];
}

/** Arrays as base64 of 16-bit whole numbers with a scale: weights are for looking at, to 1/32767 of the largest. */
interface PackedArray {
  scale: number;
  values: string;
}
type PackedWeights = Omit<GeneratedWeights, 'h' | 'adapters'> & { h: PackedArray; adapters: { down: PackedArray; up: PackedArray }[] };
type PackedProbe = Omit<Probe, 'subjects'> & { subjects: PackedWeights[] };

export function encodeStoredRun(run: StoredRun): string {
  const probes: PackedProbe[] = run.probes.map((probe) => ({
    ...probe,
    subjects: probe.subjects.map(({ subject, h, adapters }) => ({
      subject,
      h: pack(h),
      adapters: adapters.map(({ down, up }) => ({ down: pack(down), up: pack(up) })),
    })),
  }));
  return JSON.stringify({ ...run, probes });
}

/** @throws Error where the text is no stored run */
export function decodeStoredRun(text: string): StoredRun {
  const run = JSON.parse(text) as Omit<StoredRun, 'probes'> & { probes: PackedProbe[] };
  if (!run.result?.config || !run.table || !Array.isArray(run.probes)) throw new Error('This is no stored run.');
  const probes: Probe[] = run.probes.map((probe) => ({
    ...probe,
    subjects: probe.subjects.map(({ subject, h, adapters }) => ({
      subject,
      h: unpack(h),
      adapters: adapters.map(({ down, up }) => ({ down: unpack(down), up: unpack(up) })),
    })),
  }));
  return { ...run, probes };
}

function pack(values: Float32Array): PackedArray {
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 32767 || 1;
  const bytes = new Uint8Array(Int16Array.from(values, (value) => Math.round(value / scale)).buffer);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { scale, values: btoa(text) };
}

function unpack({ scale, values }: PackedArray): Float32Array {
  const bytes = Uint8Array.from(atob(values), (letter) => letter.charCodeAt(0));
  return Float32Array.from(new Int16Array(bytes.buffer), (value) => value * scale);
}

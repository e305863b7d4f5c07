import type { DataPreview, OpenTable } from '../protocol/data';
import type { Ablation, Calibration, Look, ProbeRows } from '../protocol/insight';
import type { RunResult } from '../protocol/result';
import type { RankHistory } from './rank-history';

const FORM = 2;

/** A finished run as a file: what the page shows before any engine has loaded. */
export interface StoredRun {
  /** Of this form: a file that an older page left in a browser's cache is not read as what it is not. */
  form: typeof FORM;
  /** Day of the recording, ISO. */
  recorded: string;
  table: OpenTable;
  preview: DataPreview;
  result: RunResult;
  /** Training loss as it came: epochs done, and the mean loss since the point before. */
  losses: Record<'model' | 'baseline', { epoch: number; loss: number }[]>;
  looks: Look[];
  probes: ProbeRows;
  ablation: Ablation;
  calibration: Calibration[];
  /** The same run from the authors' start, all ones. */
  authorsStart: RankHistory;
}

/** A typed array in JSON: floats as 16-bit whole numbers with a scale, for they are for looking at, to 1/32767 of the largest. */
type Packed = { f32: string; scale: number } | { i32: string } | { u8: string };

export function encodeStoredRun(run: Omit<StoredRun, 'form'>): string {
  return JSON.stringify({ form: FORM, ...run }, (_, value) => (ArrayBuffer.isView(value) ? pack(value) : value));
}

/** @throws Error where the text is no stored run */
export function decodeStoredRun(text: string): StoredRun {
  const run = JSON.parse(text, (_, value) => unpack(value)) as StoredRun;
  if (run?.form !== FORM || !run.result?.config || !run.table || !Array.isArray(run.looks) || !run.probes) throw new Error('This is no stored run.');
  return run;
}

function pack(values: ArrayBufferView): Packed {
  if (values instanceof Int32Array) return { i32: toBase64(values) };
  if (values instanceof Uint8Array) return { u8: toBase64(values) };
  const floats = values as Float32Array;
  const scale = floats.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 32767 || 1;
  return { f32: toBase64(Int16Array.from(floats, (value) => Math.round(value / scale))), scale };
}

function unpack(value: unknown): unknown {
  if (!value || typeof value !== 'object') return value;
  const packed = value as Partial<Record<'f32' | 'i32' | 'u8', string>> & { scale?: number };
  if (typeof packed.f32 === 'string') return Float32Array.from(new Int16Array(fromBase64(packed.f32).buffer), (each) => each * (packed.scale as number));
  if (typeof packed.i32 === 'string') return new Int32Array(fromBase64(packed.i32).buffer);
  return typeof packed.u8 === 'string' ? fromBase64(packed.u8) : value;
}

function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  let text = '';
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

import { csvLines } from '../../exports/csv';
import type { PartName } from '../../protocol/take-away';
import type { RunRecord, TrainedRun } from '../../runs/record';

/** How large a file is, or will be about. */
export interface Size {
  bytes: number;
  /** Whether it is an estimate. */
  about: boolean;
}

export const exactly = (text: string): Size => ({ bytes: new TextEncoder().encode(text).length, about: false });
export const about = (bytes: number): Size => ({ bytes: Math.round(bytes), about: true });

/** Bytes of a packed float, of 16 bits, and of a whole number, of 32, both in base64. */
const [PACKED_FLOAT, PACKED_WHOLE] = [8 / 3, 16 / 3];
/** Numbers of an array that are weighed as text: a prime, so that they are not all of one place in a matrix. */
const SAMPLE_NUMBERS = 61;

/**
 * About what a value takes as JSON, without the cost of making it: its typed arrays, nearly all of it, are only counted, or some of them weighed.
 *
 * @param packed whether they are written in base64; otherwise as lists
 * @param space as of `JSON.stringify`
 */
export function jsonSize(value: unknown, packed: boolean, space?: number): Size {
  let numbers = 0;
  const text = JSON.stringify(
    value,
    (_, each: unknown) => {
      if (!ArrayBuffer.isView(each)) return each;
      const values = each as unknown as ArrayLike<number>;
      numbers += values.length * (packed ? (each instanceof Float32Array ? PACKED_FLOAT : PACKED_WHOLE) : textLength(values));
      // Packed, it is an object of its own.
      return packed ? { packed: '', scale: 0 } : [];
    },
    space,
  );
  return about(text.length + numbers);
}

/** Characters of a number and its comma, in the mean over some of them. */
function textLength(values: ArrayLike<number>): number {
  const n = Math.min(SAMPLE_NUMBERS, values.length);
  let characters = 0;
  for (let i = 0; i < n; i++) characters += String(values[Math.floor((i * values.length) / n)]).length + 1;
  return n > 0 ? characters / n : 0;
}

/** One line in so many is weighed. */
const STRIDE = 16;

/** About what lines take as CSV. */
export function csvSize(rows: Iterable<(string | number | null)[]>): Size {
  const weighed: (string | number | null)[][] = [];
  let count = 0;
  for (const row of rows) if (count++ % STRIDE === 0) weighed.push(row);
  const bytes = new TextEncoder().encode(csvLines(weighed)).length;
  return about(weighed.length === 0 ? 0 : (bytes * count) / weighed.length);
}

/** A line of predictions beside the row's number and the domain's name: three commas, the label, the probability, the end of the line. */
const PREDICTION = 3 + 1 + 19 + 2;

/** About what the predictions of a part take as CSV. */
export function predictionsSize({ data }: TrainedRun, part: PartName): Size {
  const named = data.domains.reduce((sum, { name, rows }) => sum + name.length * rows, 0) / Math.max(1, data.rows);
  return about(data.split[part] * (digits(data.tableRows) + named + PREDICTION));
}

/** About what the row numbers of all parts take as JSON. */
export function splitSize({ data: { split, tableRows } }: TrainedRun): Size {
  return about((split.train + split.val + split.test) * (digits(tableRows) + 1));
}

/** Digits of the numbers below `rows`, in the mean: nine in ten have as many as the greatest. */
const digits = (rows: number) => Math.max(1, Math.log10(Math.max(1, rows)) + 0.45);

/** Bytes of a value of a vocabulary, with its quotes and its comma. */
const VALUE = 9;
/** What stands beside the weights whatever the model: names and shapes of some dozens of tensors, and how columns are read. */
const BESIDE = 6000;

/** About what the weights take, with all that goes in their header: a row's part takes 2 bits, in base64. */
export function weightsSize(run: TrainedRun): Size {
  return about(4 * run.parameters + run.data.tableRows / 3 + orderSize(run) + encodingSize(run) + JSON.stringify(run.config).length);
}

/** What the order of row numbers takes in the header of weights, where no part ascends: as many bits as the last place takes, in base64. */
export function orderSize({ config, data }: TrainedRun): number {
  const ofPart = (rows: number) => (rows * Math.ceil(Math.log2(Math.max(rows, 1)))) / 6;
  return 'rowsFile' in config.split ? Object.values(data.split).reduce((sum, rows) => sum + ofPart(rows), 0) : 0;
}

/** About what vocabularies and scales take as JSON. */
export function encodingSize(run: TrainedRun): number {
  const models = modelsOf(run);
  const values = Object.values(run.data.vocabulary).reduce((sum, values) => sum + values, 0);
  // Each domain has its own values, all of them at most. Each value has an embedding.
  return models * BESIDE + VALUE * (models > 1 ? Math.min(models * values, run.parameters / run.config.model.embedding) : values);
}

/** How many models a run has: with one per domain, as many as there are domains. */
const modelsOf = ({ config, data }: TrainedRun) => (config.model.sharing === 'separate' ? data.domains.length : 1);

/** The code, the notebook and the 1,000 rows of the tests of a project, as they are in its zip. */
const PROJECT = 65_000;
/** How much of a weight and of its gradient is left in a zip. */
const PACKED_WEIGHTS = 0.88 + 0.76;
/** A row of a demo, packed. */
const DEMO_ROW = 8.5;

/** About what a PyTorch project takes, or those of all domains: weights and one gradient of each hardly pack, texts do. */
export function projectSize(run: TrainedRun): Size {
  const rows = 'demo' in run.config.data.source ? run.data.tableRows * DEMO_ROW : 0;
  return about(modelsOf(run) * PROJECT + 4 * run.parameters * PACKED_WEIGHTS + rows + splitSize(run).bytes / 2.2 + encodingSize(run) / 2);
}

/** The operations of a graph, and what it says of itself. */
const GRAPH = 12_000;

/** About what an ONNX file takes, or those of all domains, with the encoding packed beside it. */
export function onnxSize(run: TrainedRun): Size {
  return about(modelsOf(run) * GRAPH + 4 * run.parameters + encodingSize(run) / 3);
}

/** A figure as PNG and as SVG, which holds its type. */
const FIGURE = 280_000;

/** About what all figures take: of curves and losses, of the Inside views, six of each adapter, and of what was measured. */
export function figuresSize({ looks, ablation, calibration }: RunRecord): Size {
  const adapters = looks.at(-1)?.adapters.length ?? 0;
  return about(FIGURE * (2 + (adapters > 0 ? 3 + 6 * adapters : 0) + (ablation ? 2 : 0) + (calibration ? 1 : 0)));
}

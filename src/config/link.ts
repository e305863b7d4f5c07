import { overlay } from './overlay';
import {
  type DataSourceConfig,
  type DomainGroup,
  type ModelConfig,
  type RunConfig,
  type RunConfigInput,
  runConfigProblems,
  type SparseFieldConfig,
  type SplitConfig,
  type TrainConfig,
} from './run-config';

/**
 * The text of a link: what follows the `#`, with readable keys and only what differs from the default.
 *
 *     demo=conflict&k=30&seed=7        layers=64,32&adapters=1,2        domain=age&groups=<+25,25..34,older:>=+35
 *
 * Lists are written with commas; a colon parts a name from what it names; a backslash makes either one plain text.
 * Links are untrusted: unknown keys are ignored and named, bad values fall back to the default and are named.
 */

/** Longer links than this are not read; a full configuration takes a few hundred characters. */
const LONGEST = 50_000;

export interface LinkReading {
  input: RunConfigInput;
  /** What was ignored, a sentence each, for the person to see. */
  notes: string[];
}

/** One key of a link and the text of its value, unescaped. */
export type LinkEntry = [key: string, value: string];

/** @returns the text after `#` (without it); empty where nothing differs from `base` */
export function toLink(config: RunConfigInput | RunConfig, base: RunConfig): string {
  return linkEntries(config, base)
    .map(([key, value]) => `${key}=${escapeValue(value)}`)
    .join('&');
}

/** What differs from `base`, in the words of a link; also used to say how two runs differ. */
export function linkEntries(config: RunConfigInput | RunConfig, base: RunConfig): LinkEntry[] {
  const full = overlay(base, config);
  const changed = (part: (of: RunConfig) => unknown) => JSON.stringify(part(full)) !== JSON.stringify(part(base));
  const entries: LinkEntry[] = [];
  const add = (key: string, value: string | number | boolean | undefined) => {
    if (value !== undefined) entries.push([key, String(value)]);
  };
  const { data, model, train } = full;

  if (changed((of) => of.data.source)) addSource(add, data.source);
  if (changed((of) => of.data.label)) {
    add('label', data.label.column);
    add('positive', data.label.positive);
  }
  if (changed((of) => of.data.domain)) {
    add('domain', data.domain.column);
    if (data.domain.groups) add('groups', joinList(data.domain.groups.map(groupText)));
  }
  if (changed((of) => of.data.sparse)) add('sparse', joinList(data.sparse.map(sparseText)));
  if (changed((of) => of.data.dense)) add('dense', joinList(data.dense.map(escapeItem)));
  if (changed((of) => of.split)) addSplit(add, full.split);

  // What is left out may follow another setting: whoever changes that one states this one too.
  const leader = {
    adapters: 'layers',
    dropout: 'fidelity',
    adapterInit: 'fidelity',
    domainNormTraining: 'fidelity',
    domainNormEvaluation: 'fidelity',
    towerRows: 'fidelity',
  } as const;
  for (const key of MODEL_KEYS) {
    if (changed((of) => [of.model[key], key in leader && of.model[leader[key as keyof typeof leader]]])) add(key, String(model[key]));
  }
  if (changed((of) => [of.model.fidelity, of.data.fitOn])) add('fitOn', data.fitOn);
  for (const key of TRAIN_KEYS) {
    if (changed((of) => [of.train[key], key === 'embeddingDecay' && of.train.weightDecay])) add(key, String(train[key]));
  }
  if (changed((of) => of.engine)) add('engine', full.engine);
  if (changed((of) => of.seed)) add('seed', full.seed);
  return entries;
}

/** @param hash with or without the `#` */
export function fromLink(hash: string): LinkReading {
  const notes: string[] = [];
  const text = hash.replace(/^#/, '');
  if (text.length > LONGEST) return { input: {}, notes: [`The link is longer than ${LONGEST} characters and was not read.`] };

  const values = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const key = unescapeValue(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? undefined : unescapeValue(part.slice(at + 1));
    if (key === undefined || value === undefined) notes.push(`“${shorten(part)}” in the link cannot be read and was ignored.`);
    else if (!KEYS.has(key)) notes.push(`“${shorten(key)}” in the link is no setting and was ignored.`);
    else values.set(key, value);
  }

  let input: RunConfigInput = {};
  for (const reader of READERS) {
    const present = reader.keys.filter((key) => values.has(key));
    if (present.length === 0) continue;
    const piece = reader.read((key) => values.get(key));
    const named = present.map((key) => `“${key}=${shorten(values.get(key) ?? '')}”`).join(', ');
    if (typeof piece === 'string') {
      notes.push(`${named} in the link was ignored: ${piece}.`);
      continue;
    }
    const problem = runConfigProblems(piece)[0];
    if (problem) notes.push(`${named} in the link was ignored: ${problem.message.replace(/, not NaN$/, '')}.`);
    else input = overlay(input, piece);
  }
  return { input, notes };
}

type Value = (key: string) => string | undefined;
/** A setting, or several that only mean something together. */
interface Reader {
  keys: readonly string[];
  /** @returns what the keys say, not yet validated, or why they say nothing */
  read: (value: Value) => RunConfigInput | string;
}

const number = (text: string | undefined) => (text === undefined ? undefined : text.trim() === '' ? Number.NaN : Number(text));
const numbers = (text: string | undefined) => (text === '' ? [] : (text ?? '').split(',').map((item) => number(item) ?? Number.NaN));
const truth = (text: string | undefined) => (text === 'true' ? true : text === 'false' ? false : text);

const one = (key: string, part: 'model' | 'train' | 'data', parse: (text: string | undefined) => unknown): Reader => ({
  keys: [key],
  read: (value) => ({ [part]: { [key]: parse(value(key)) } }) as RunConfigInput,
});
const asText = (text: string | undefined) => text;
/** A word where it is one, else a number, or several. */
const wordOrNumbers = (text: string | undefined) => (text === undefined || /^[a-z-]+$/i.test(text) ? text : text.includes(',') ? numbers(text) : number(text));
const wordOrList = (text: string | undefined) => (text === undefined || /^[a-z-]+$/i.test(text) ? text : numbers(text));

type Parse = (text: string | undefined) => unknown;
/** How each setting's value is read. */
const MODEL: Record<keyof ModelConfig, Parse> = {
  backbone: asText,
  layers: numbers,
  adapters: numbers,
  hyper: numbers,
  k: number,
  bottleneck: number,
  embedding: number,
  cross: number,
  bottom: numbers,
  experts: number,
  ownExperts: number,
  levels: number,
  dropout: wordOrNumbers,
  fidelity: asText,
  adapterInit: asText,
  domainNormTraining: asText,
  domainNormEvaluation: asText,
  towerRows: asText,
};
const TRAIN: Record<keyof TrainConfig, Parse> = {
  batch: number,
  learningRate: number,
  weightDecay: number,
  embeddingDecay: number,
  optimiser: asText,
  momentum: number,
  clip: number,
  schedule: asText,
  warmUp: number,
  stepEvery: number,
  stepFactor: number,
  positiveWeight: wordOrNumbers,
  domainWeights: wordOrList,
  batches: asText,
  embeddingUpdates: asText,
  epochs: number,
  patience: number,
  baseline: truth,
};
const MODEL_KEYS = Object.keys(MODEL) as (keyof ModelConfig)[];
const TRAIN_KEYS = Object.keys(TRAIN) as (keyof TrainConfig)[];

const READERS: readonly Reader[] = [
  {
    keys: ['demo', 'rows', 'dataSeed', 'file', 'hash'],
    read: (value) => {
      const demo = value('demo');
      const file = value('file');
      if (demo !== undefined && file !== undefined) return 'a link names a demo or a file, not both';
      if (demo !== undefined) return { data: { source: compact({ demo, rows: number(value('rows')), seed: number(value('dataSeed')) }) } };
      if (file !== undefined) return { data: { source: compact({ file, hash: value('hash') }) } };
      return 'it needs a demo or a file beside it';
    },
  },
  {
    keys: ['label', 'positive'],
    read: (value) => {
      const column = value('label');
      return column === undefined ? 'it needs a label beside it' : { data: { label: compact({ column, positive: value('positive') }) } };
    },
  },
  {
    keys: ['domain', 'groups'],
    read: (value) => {
      const column = value('domain');
      if (column === undefined) return 'it needs a domain beside it';
      const groups = value('groups');
      return { data: { domain: groups === undefined ? { column } : { column, groups: splitList(groups).map(groupFrom) } } };
    },
  },
  { keys: ['sparse'], read: (value) => ({ data: { sparse: splitList(value('sparse') ?? '').map(sparseFrom) } }) },
  { keys: ['dense'], read: (value) => ({ data: { dense: splitList(value('dense') ?? '').map(unescapeItem) } }) },
  one('fitOn', 'data', asText),
  { keys: ['split', 'splitSeed', 'splitTime', 'splitColumn', 'splitTrain', 'splitVal', 'splitTest', 'splitRows'], read: readSplit },
  ...MODEL_KEYS.map((key) => one(key, 'model', MODEL[key])),
  ...TRAIN_KEYS.map((key) => one(key, 'train', TRAIN[key])),
  { keys: ['engine'], read: (value) => ({ engine: value('engine') }) as RunConfigInput },
  { keys: ['seed'], read: (value) => ({ seed: number(value('seed')) }) as RunConfigInput },
];

const KEYS: ReadonlySet<string> = new Set(READERS.flatMap((reader) => reader.keys));

type Add = (key: string, value: string | number | undefined) => void;

function addSource(add: Add, source: DataSourceConfig): void {
  if ('demo' in source) {
    add('demo', source.demo);
    add('rows', source.rows);
    add('dataSeed', source.seed);
  } else {
    add('file', source.file);
    add('hash', source.hash);
  }
}

function addSplit(add: Add, split: SplitConfig): void {
  if ('rowsFile' in split) add('splitRows', split.rowsFile);
  else if ('column' in split) {
    add('splitColumn', split.column);
    add('splitTrain', split.train);
    add('splitVal', split.val);
    add('splitTest', split.test);
  } else {
    if ('timeColumn' in split) add('splitTime', split.timeColumn);
    add('split', split.ratios?.join(','));
    if ('seed' in split) add('splitSeed', split.seed);
  }
}

function readSplit(value: Value): RunConfigInput | string {
  const [rowsFile, column, timeColumn, shares] = [value('splitRows'), value('splitColumn'), value('splitTime'), value('split')];
  const ratios = shares === undefined ? undefined : numbers(shares);
  if ([rowsFile, column, timeColumn].filter((form) => form !== undefined).length > 1) return 'a link names one way to split';
  if (rowsFile !== undefined) return { split: { rowsFile } };
  if (column !== undefined) {
    return { split: compact({ column, train: value('splitTrain'), val: value('splitVal'), test: value('splitTest') }) };
  }
  if (timeColumn !== undefined) return { split: compact({ timeColumn, ratios }) as SplitConfig };
  if (ratios !== undefined) return { split: compact({ ratios, seed: number(value('splitSeed')) }) as unknown as SplitConfig };
  return 'it needs the shares, split=0.8,0.1,0.1, beside it';
}

/** `name:values`, or only the values. */
function groupText(group: DomainGroup): string {
  return typeof group === 'string' ? escapeItem(group) : `${escapeItem(group.name)}:${escapeItem(group.values)}`;
}

function groupFrom(text: string): DomainGroup {
  const [first = '', second] = splitParts(text).map(unescapeItem);
  return second === undefined ? first : { name: first, values: second };
}

/** `name:column:take:separator:embedding:share`, empty where left out, or only the column. */
function sparseText(field: SparseFieldConfig): string {
  if (typeof field === 'string') return escapeItem(field);
  const parts = [field.name, field.column, field.take, field.separator, field.embedding, field.share].map((part) => escapeItem(String(part ?? '')));
  return parts.join(':').replace(/(?<=:.*):+$/, (rest, at: number, whole: string) => (whole[at - 1] === '\\' ? rest : ''));
}

function sparseFrom(text: string): SparseFieldConfig {
  const parts = splitParts(text).map(unescapeItem);
  if (parts.length === 1) return parts[0] as string;
  const [name, column, take, separator, embedding, share] = parts.map((part) => (part === '' ? undefined : part));
  return compact({ name, column: column ?? '', take, separator, embedding: number(embedding), share }) as SparseFieldConfig;
}

/** Leaves out what is undefined. */
function compact<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

const joinList = (items: string[]) => items.join(',');
const splitList = (text: string) => (text === '' ? [] : splitAt(text, ','));
const splitParts = (text: string) => splitAt(text, ':');
const escapeItem = (text: string) => text.replace(/[\\,:]/g, '\\$&');
const unescapeItem = (text: string) => text.replace(/\\(.)/gs, '$1');

/** Splits at `mark`, but not where a backslash stands before it; backslashes stay. */
function splitAt(text: string, mark: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') part += text.slice(i, ++i + 1);
    else if (text[i] === mark) {
      parts.push(part);
      part = '';
    } else part += text[i];
  }
  return [...parts, part];
}

/** Percent-encoding, with the characters that are harmless after `#` left readable and `+` for a space. */
function escapeValue(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%20/g, '+').replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/');
}

function unescapeValue(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

import { SETTING_PATHS } from './settings';

/** Characters of a file's beginning that tell what it is. */
export const OWN_HEAD = 4096;

/** JSON that page and command line write, and notebooks, which a PyTorch project has one of. */
export type OwnJson = 'run' | 'experiment' | 'configuration' | 'split' | 'inside' | 'encoding' | 'domains' | 'notebook';

/** What each says of itself, behind a file's name or “this”; and what to do with it, where it is no data. */
export const OWN_JSON: Record<OwnJson, { says: string; fix: string }> = {
  run: { says: 'is a run', fix: 'Drop it on the page by itself, unpacked: it stands in the list of runs then.' },
  experiment: { says: 'says what the runs of an experiment are of', fix: 'Drop the whole folder of the experiment on the page, with its runs.' },
  configuration: { says: 'holds settings', fix: 'Drop it on the page by itself, unpacked; the command line takes it as --config FILE.' },
  split: {
    says: 'holds the row numbers of a split',
    fix: 'Choose it under Data: Split, “by a file of row numbers”; the command line takes it as --set split.rowsFile=FILE.',
  },
  inside: { says: 'holds what the Inside views show of a run', fix: 'It is for programs. To see the run here, open its result.json.' },
  encoding: {
    says: 'holds the vocabularies and scales of a model',
    fix: 'It goes with an ONNX model. To use the model here, open its weights (.safetensors): they hold the same.',
  },
  domains: { says: 'says which ONNX model is of which domain', fix: 'To use the models here, open their weights (.safetensors).' },
  notebook: { says: 'is a notebook', fix: 'Open it with Jupyter.' },
};

/** The columns of the two tables that tell of a run; a file that begins with them is no data. */
export const CURVES_COLUMNS = ['model', 'epoch', 'seconds', 'train_loss', 'scope', 'domain', 'val_rows', 'val_auc', 'val_log_loss'] as const;
export const INSIDE_COLUMNS = ['measure', 'epoch', 'step', 'final', 'layer', 'domain', 'other', 'row', 'i', 'j', 'value'] as const;

/** The parts of the settings, and what else stands beside them. */
const PARTS = new Set(SETTING_PATHS.filter((path) => path.includes('.')).map((path) => path.split('.', 1)[0] as string));
const SETTINGS = new Set([...PARTS, ...SETTING_PATHS.filter((path) => !path.includes('.')), 'version']);
const ROWS = new Set(['train', 'val', 'test']);

/**
 * What a file of JSON is by its beginning, as page and command line write it; undefined: anything else, such as data.
 *
 * @param head its first `OWN_HEAD` characters, or all
 */
export function kindOfJson(head: string): OwnJson | undefined {
  const text = head.trimStart();
  if (text.startsWith('[')) return isDomains(text) ? 'domains' : undefined;
  const entries = text.startsWith('{') ? entriesOf(text) : undefined;
  if (!entries) return undefined;
  const has = (key: string, begin = '') => entries.get(key)?.startsWith(begin) ?? false;
  const [first = ''] = entries.keys();
  const names = [...entries.keys()];
  if (['version', 'id', 'phase', 'config'].every((key) => has(key))) return 'run';
  // Beside its plan stands what came out.
  if (has('sweep', '{') || (text.includes('"contestants":') && text.includes('"config":'))) return 'experiment';
  const parts = names.filter((name) => PARTS.has(name));
  if (parts.length > 0 && names.every((name) => SETTINGS.has(name)) && parts.every((part) => has(part, '{'))) return 'configuration';
  if (ROWS.has(first) && names.every((name) => ROWS.has(name) && /^\[\s*(?:\d|\]|$)/.test(entries.get(name) as string))) return 'split';
  if (first === 'run' && has('run', '"') && has('domains', '[')) return 'inside';
  if (first === 'shape' && has('shape', '{') && /^\{\s*"fields"\s*:/.test(entries.get('shape') as string)) return 'encoding';
  return first === 'cells' && text.includes('"cell_type":') ? 'notebook' : undefined;
}

const isDomains = (text: string) => ['.onnx"', '"model"', '"encoding"'].every((sign) => text.includes(sign));

/** Characters of a value that are kept. */
const VALUE = 64;

/**
 * The keys of an object with the beginnings of their values, as far as the text goes.
 *
 * @param text begins with the brace
 * @returns undefined where more follows the object, as in JSON Lines
 */
function entriesOf(text: string): Map<string, string> | undefined {
  const entries = new Map<string, string>();
  let [depth, key] = [0, undefined as string | undefined];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfText(text, at);
      if (end < 0) return entries;
      if (depth === 1 && key === undefined) key = text.slice(at + 1, end);
      at = end;
    } else if (sign === ':' && depth === 1 && key !== undefined) {
      entries.set(key, text.slice(at + 1, at + 1 + VALUE).trimStart());
    } else if (sign === ',' && depth === 1) key = undefined;
    else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') {
      depth--;
      if (depth === 0) return text.slice(at + 1).trim() === '' ? entries : undefined;
    }
  }
  return entries;
}

/** Where the quotation mark stands that ends the text which begins at `at`; −1: it is cut off. */
function endOfText(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return -1;
}

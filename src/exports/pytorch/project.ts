import { strToU8, type Zippable, zipSync } from 'fflate';
import { modelTitle } from '../../config/backbones';
import type { RowTexts, TorchParts } from '../../protocol/take-away';
import { splitJson } from '../predictions';
import { toSafetensors } from '../safetensors';
import { modelCard, type Trained } from './model-card';
import { notebook } from './notebook';
import { notes } from './notes';
import { plain } from './plain';
import { torchRefusal } from './refusal';

const SOURCES = import.meta.glob<string>(['./project/**/*', '!./project/**/__pycache__/**'], { query: '?raw', import: 'default', eager: true });

/** One day for all files, so that the same parts make the same bytes. */
const WRITTEN = new Date(2026, 0, 1);
const FOLDER = 'project/';

/**
 * A PyTorch project as a zip: the model as readable Python, its weights, encoding and split, training on many machines, and tests that
 * hold it against what was computed here. It unpacks into one folder.
 *
 * @throws UserError of `torchRefusal`
 */
export function pytorchProject(parts: TorchParts, trained?: Trained): Uint8Array {
  const { config, encoding, split } = parts;
  const { backbone } = config.model;
  const refusal = torchRefusal(config.model);
  if (refusal) throw refusal;
  const files: Record<string, string | Uint8Array> = { 'backbone.py': SOURCES[`./${FOLDER}backbones/${backbone}.py`] as string };
  for (const [path, text] of Object.entries(SOURCES)) {
    const name = path.slice(`./${FOLDER}`.length);
    if (!name.startsWith('backbones/')) files[name] = text;
  }
  const title = modelTitle(config.model);
  files['README.md'] = filled(files['README.md'] as string, {
    title,
    data: plain(parts.data.name),
    file: parts.table ? '' : 'FILE',
    sample: parts.sample.numbers.length.toLocaleString('en'),
    notes: notes(parts),
  });
  files['notebook.ipynb'] = notebook(title);
  files['MODEL_CARD.md'] = modelCard(parts, title, trained);
  files['configuration.json'] = json(config);
  files['encoding.json'] = json(encoding);
  files['weights.safetensors'] = parts.weights;
  files['split.json'] = splitJson(split);
  files['tests/rows.json'] = json(parts.sample);
  files['tests/request.json'] = json(parts.sample.rows.slice(0, 3).map((row) => Object.fromEntries(row.map((text, i) => [parts.sample.columns[i], text]))));
  files['tests/expected.safetensors'] = toSafetensors(parts.expected);
  files['tests/gradients.safetensors'] = toSafetensors(parts.gradients);
  files['tests/buffers.safetensors'] = toSafetensors(parts.buffers);
  if (parts.table) files['data.csv'] = csv(parts.table);
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) entries[`hamur-${backbone}/${name}`] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(entries, { mtime: WRITTEN });
}

const json = (value: unknown) => JSON.stringify(value);

/** The text with a word in the place of each `{{name}}`, without spaces at the ends of lines. */
const filled = (text: string, words: Record<string, string>) =>
  Object.entries(words)
    .reduce((so, [name, word]) => so.replaceAll(`{{${name}}}`, () => word), text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');

/** Texts as they are: what reads them is no spreadsheet. */
function csv({ columns, rows }: RowTexts): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

import { strToU8, type Zippable, zipSync } from 'fflate';
import { BACKBONE_INFO, modelTitle } from '../../config/backbones';
import type { Backbone } from '../../config/run-config';
import { UserError } from '../../lib/user-error';
import type { RowTexts, TorchParts } from '../../protocol/take-away';
import { splitJson } from '../predictions';
import { toSafetensors } from '../safetensors';
import { modelCard, type Trained } from './model-card';

const SOURCES = import.meta.glob<string>(['./project/**/*', '!./project/**/__pycache__/**'], { query: '?raw', import: 'default', eager: true });

/** One day for all files, so that the same parts make the same bytes. */
const WRITTEN = new Date(2026, 0, 1);
const FOLDER = 'project/';

/**
 * A PyTorch project as a zip: the model as readable Python, its weights, encoding and split, training on many machines, and tests that
 * hold it against what was computed here. It unpacks into one folder.
 *
 * @throws UserError where the backbone has not been written in Python
 */
export function pytorchProject(parts: TorchParts, trained?: Trained): Uint8Array {
  const { config, encoding, split } = parts;
  const { backbone } = config.model;
  const source = SOURCES[`./${FOLDER}backbones/${backbone}.py`];
  if (source === undefined)
    throw new UserError(
      `${BACKBONE_INFO[backbone].title} has no PyTorch project yet`,
      'model.backbone',
      `Take its weights (safetensors), or choose one of ${projectBackbones().join(', ')}.`,
    );
  const files: Record<string, string | Uint8Array> = { 'backbone.py': source };
  for (const [path, text] of Object.entries(SOURCES)) {
    const name = path.slice(`./${FOLDER}`.length);
    if (!name.startsWith('backbones/')) files[name] = text;
  }
  const title = modelTitle(config.model);
  files['README.md'] = filled(files['README.md'] as string, {
    title,
    data: parts.data.name,
    file: parts.table ? '' : 'FILE',
    sample: parts.sample.numbers.length.toLocaleString('en'),
    notes: notes(parts),
  });
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

/** The backbones that are written in Python. */
export function projectBackbones(): Backbone[] {
  return (Object.keys(BACKBONE_INFO) as Backbone[]).filter((name) => `./${FOLDER}backbones/${name}.py` in SOURCES);
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

function notes({ data, table, encoding, config }: TorchParts): string {
  const said: string[] = [];
  if (table) said.push('`data.csv` holds the rows of the demo set, so that every command works without a file.');
  else said.push(`FILE is ${data.name}, the file that the model was trained on. Its rows are not in this folder, but for those of \`tests\`.`);
  if (data.sampled)
    said.push(
      'The file was larger than memory, and the page kept a sample of its rows. The split and the row numbers are those of the sample: here you can train on all rows, with `--split 0.8,0.1,0.1`.',
    );
  if (data.combined)
    said.push(
      `The page joined several files to one table. Join them in the same way first; these columns are read: ${columnsOf(encoding).join(', ')}. Row numbers are those of that table.`,
    );
  if (config.model.domainNormEvaluation === 'batch' && config.model.adapters.length > 0)
    said.push(
      '**The adapters’ norm takes its statistics from the batch that is evaluated**, as in the authors’ code: a prediction depends on the rows beside it. `evaluate.py` takes rows in the order of the file, the page in that of the split, so that its numbers differ a little. To serve single rows, train with `model.domainNormEvaluation` `running`.',
    );
  return said.join('\n\n');
}

function columnsOf({ label, domain, sparse, dense }: TorchParts['encoding']): string[] {
  return [...new Set([label.column, ...domain.columns, ...sparse.map(({ column }) => column), ...dense.map(({ column }) => column)])].map(
    (name) => `\`${name}\``,
  );
}

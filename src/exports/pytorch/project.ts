import { strToU8, type Zippable, zipSync } from 'fflate';
import { modelTitle } from '../../config/backbones';
import { distinctNames } from '../../lib/distinct-names';
import type { OfEachModel, RowTexts, TorchParts } from '../../protocol/take-away';
import { splitJson } from '../predictions';
import { toSafetensors } from '../safetensors';
import { readmeOfDomains } from './domains-readme';
import { modelCard, type Trained, trainedOf } from './model-card';
import { notebook } from './notebook';
import { notes } from './notes';
import { plain } from './plain';

const SOURCES = import.meta.glob<string>(['./project/**/*', '!./project/**/__pycache__/**'], { query: '?raw', import: 'default', eager: true });

/** One day for all files, so that the same parts make the same bytes. */
const WRITTEN = new Date(2026, 0, 1);
const FOLDER = 'project/';
/** The rows of a demo. */
const TABLE = 'data.csv';

/**
 * A PyTorch project as a zip: the model as readable Python, its weights, encoding and split, training on many machines, and tests that
 * hold it against what was computed here. It unpacks into one folder.
 */
export function pytorchProject(parts: TorchParts, trained?: Trained): Uint8Array {
  const { table, config } = parts;
  return zipped(`hamur-${config.model.backbone}`, { ...projectFiles(parts, trained, table ? '' : 'FILE'), ...(table && { [TABLE]: csv(table) }) });
}

/** The same of each model. With one model per domain the folder holds a project for each domain, and a README that says which is whose. */
export function pytorchProjects({ models, untrained }: OfEachModel<TorchParts>, trained?: Trained): Uint8Array {
  const [first] = models;
  const { domain, table, config } = first;
  if (domain === undefined) return pytorchProject(first, trained);
  const domains = models.map((parts) => parts.domain as string);
  const folders = distinctNames(domains);
  const file = table ? `../${TABLE}` : 'FILE';
  const files: Files = { 'README.md': readmeOfDomains({ title: modelTitle(config.model), domains, folders, untrained, file, data: first.data.name }) };
  if (table) files[TABLE] = csv(table);
  for (const [d, parts] of models.entries()) {
    const own = projectFiles(parts, trained && trainedOf(trained, domains[d] as string), file);
    for (const [name, content] of Object.entries(own)) files[`${folders[d]}/${name}`] = content;
  }
  return zipped(`hamur-${config.model.backbone}-by-domain`, files);
}

type Files = Record<string, string | Uint8Array>;

/** @param file that its README has the commands read; none: they find it */
function projectFiles(parts: TorchParts, trained: Trained | undefined, file: string): Files {
  const { config, encoding, split, domain } = parts;
  const { backbone } = config.model;
  const files: Files = { 'backbone.py': SOURCES[`./${FOLDER}backbones/${backbone}.py`] as string };
  for (const [path, text] of Object.entries(SOURCES)) {
    const name = path.slice(`./${FOLDER}`.length);
    if (!name.startsWith('backbones/')) files[name] = text;
  }
  const title = `${modelTitle(config.model)}${domain === undefined ? '' : ` of the domain ${plain(domain)}`}`;
  files['README.md'] = filled(files['README.md'] as string, {
    title,
    data: plain(parts.data.name),
    file,
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
  return files;
}

function zipped(folder: string, files: Files): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files)) entries[`${folder}/${name}`] = typeof content === 'string' ? strToU8(content) : content;
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

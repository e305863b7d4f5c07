import { inputNormOfBatch, predictsTogether } from '../../config/predicts-together';
import type { FileReading } from '../../protocol/reading';
import type { TorchParts } from '../../protocol/take-away';
import { columnsRead } from './columns-read';
import { plain } from './plain';

/** What the page calls the formats that `data.py` reads; its `csv_rows` finds the delimiter by itself. */
const DELIMITED = ['CSV', 'TSV', 'delimited text'];

/** What the README of a project says of this model and its data, as Markdown. */
export function notes({ data, table, encoding, config, domain }: TorchParts): string {
  const said: string[] = [];
  if (domain !== undefined)
    said.push(
      `**This model is of the domain ${plain(domain)} alone**: the others have models of their own, beside this folder. \`data.py\` takes of a file the rows of this domain, leaves out the others, and says how many. \`serve.py\` answers \`null\` for a row of another domain.`,
    );
  if (table && domain !== undefined) said.push('`../data.csv` holds the rows of the demo set, of all domains.');
  else if (table) said.push('`data.csv` holds the rows of the demo set, so that every command works without a file.');
  else
    said.push(
      `FILE is ${plain(data.name)}, the file that the model was trained on. Its rows are not in this folder, but for those of \`tests\`. Vocabularies hold all values of their columns, and so do scales by quantiles.`,
    );
  const odd = [...new Set(data.readings.flatMap(oddities))];
  if (odd.length > 0)
    said.push(
      `**\`data.py\` does not read the file as the page did**: it reads CSV in UTF-8, plain or gzip, with the names of the columns in the first line, and Parquet. The page read ${odd.join('; ')}. Write the rows in that form first, in the same order and with these columns: ${columnsRead(encoding).map(plain).join(', ')}.`,
    );
  if (data.sampled)
    said.push(
      'The file was larger than memory, and the page kept a sample of its rows. The split and the row numbers are those of the sample, and `split.json` does not fit the file: with `--split 0.8,0.1,0.1` the commands take all rows, and test on rows too that the page trained on. `grow.py` gives the values that the sample lacks embeddings.',
    );
  if (data.combined)
    said.push(
      `The page joined several files to one table. Join them in the same way first; these columns are read: ${columnsRead(encoding).map(plain).join(', ')}. Row numbers are those of that table.`,
    );
  if (predictsTogether(config.model))
    said.push(
      '**The adapters’ norm takes its statistics from the batch that is evaluated**, as in the authors’ code: a prediction depends on the rows beside it. `evaluate.py` takes rows in the order of the file, the page in that of the split, so that its numbers differ a little. To serve single rows, or to write ONNX, train with `model.domainNormEvaluation` `running`.',
    );
  if (inputNormOfBatch(config.model))
    said.push(
      '**The norm of the input takes its statistics from the rows that are evaluated together**, as in the public code of STAR: a prediction depends on the rows beside it. `evaluate.py` takes rows in the order of the file, the page in that of the split, so that its numbers differ a little. To serve single rows, or to write ONNX from here, train with `model.follows` `paper`.',
    );
  if (config.model.backbone === 'adapt-dhm')
    said.push(
      'Training draws the centres of the clusters together where a batch is large. A row whose best two centres are the same but for rounding may go through another cluster than on the page; the tests say of how many rows that holds.',
    );
  return said.join('\n\n');
}

/** How a file differs from what `data.py` reads. */
function oddities({ format, packed, encoding = 'utf-8', header = true, skipped = 0, comment, decimal, raggedLines }: FileReading): string[] {
  if (format === 'Parquet') return [];
  const said: string[] = [];
  if (!DELIMITED.includes(format)) said.push(plain(format));
  if (packed === 'zip') said.push('a zip');
  if (encoding.toLowerCase() !== 'utf-8') said.push(`text in ${plain(encoding)}`);
  if (!header) said.push('a file without names of columns');
  if (skipped > 0) said.push(`a file without its first ${skipped} lines`);
  if (comment !== undefined) said.push(`a file without the lines that begin with ${plain(comment)}`);
  if (decimal === ',') said.push('numbers with decimal commas, of which new ones are no numbers here');
  if (raggedLines) said.push('a file without its lines of another number of fields');
  return said;
}

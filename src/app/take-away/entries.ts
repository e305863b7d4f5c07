import { counted } from '../../lib/counted';
import type { Session } from '../../protocol/session';
import type { PartName } from '../../protocol/take-away';
import { isWithoutEpochs, type RunRecord, recordedOf, type TrainedRun } from '../../runs/record';
import type { DrawnFigure } from '../figure/told';
import { csvSize, exactly, figuresSize, jsonSize, onnxSize, predictionsSize, projectSize, type Size, splitSize, weightsSize } from './sizes';

/** What a file is made with, beside the run. */
export interface Around {
  session: () => Session;
  /** Draws every figure of the run. */
  figures: () => Promise<DrawnFigure[]>;
  /** Says how far it is. */
  say: (text: string) => void;
}

interface About {
  title: string;
  format: string;
  /** Behind the run's name, with its ending. */
  ending: string;
  /** MIME type. */
  type: string;
  /** What it holds, and who reads it. */
  holds: string;
}

export interface Made<Run extends RunRecord> {
  /** What of the person's data goes along. */
  goesAlong: (run: Run) => string;
  size: (run: Run) => Size | Promise<Size>;
  make: (run: Run, around: Around) => Promise<string | Uint8Array>;
}

/** A file that a run leaves: made of its record, or asked of its trained model. */
export type TakeAwayEntry = About &
  (
    | (Made<RunRecord> & { ofModel?: false /** Why it is not made of this run, if so. */; absent?: (run: RunRecord) => string | undefined })
    | (Made<TrainedRun> & { ofModel: true })
  );

const probeRows = ({ probes }: RunRecord) => probes?.rows.length ?? 0;
/** What the looks keep of rows: their values in every column of the table. */
const rowsOfLooks = (run: RunRecord) =>
  probeRows(run) > 0
    ? `All values of the ${counted(probeRows(run), 'row')} that looks are taken at, and of the rows that are followed.`
    : 'Names of domains; no row.';

const report = async (run: RunRecord) => (await import('../../runs/report/run-report')).runReport(run);

const curves = async (run: RunRecord) => {
  const [{ toCsv }, { curvesTable }] = await Promise.all([import('../../exports/csv'), import('../../runs/report/curves')]);
  return toCsv(curvesTable(run));
};

const configuration = async ({ config }: RunRecord) => `${JSON.stringify(config, null, 2)}\n`;

const FOR_A_PAPER: readonly TakeAwayEntry[] = [
  {
    title: 'Report',
    format: 'HTML',
    ending: 'report.html',
    type: 'text/html',
    holds: 'Result, method, data, curves, generated weights, ablations and configuration on one page that needs no network. Any browser shows and prints it.',
    goesAlong: () => 'Names of the file, its columns and domains, counts, and values that settings or warnings name; no row.',
    size: async (run) => exactly(await report(run)),
    make: report,
  },
  {
    title: 'All figures',
    format: 'zip of SVG, PNG, CSV',
    ending: 'figures.zip',
    type: 'application/zip',
    holds: 'Every figure of this run: SVG for a paper, PNG for slides, and the numbers behind each.',
    goesAlong: (run) => `Names of the data and the domains${probeRows(run) > 0 ? `; number, domain and label of ${counted(probeRows(run), 'row')}` : ''}.`,
    size: figuresSize,
    make: async (_, { figures, say }) => {
      const { figuresZip } = await import('./figures-zip');
      say('Drawing the figures…');
      return figuresZip(await figures(), say);
    },
  },
  {
    title: 'Curves',
    format: 'CSV',
    ending: 'curves.csv',
    type: 'text/csv',
    holds: 'Loss and validation metrics of each epoch, model and domain. For pandas, R or a spreadsheet.',
    goesAlong: () => 'Names of domains.',
    absent: (run) => (isWithoutEpochs(run) ? 'its model came from a file, and was not trained here.' : undefined),
    size: async (run) => exactly(await curves(run)),
    make: curves,
  },
  {
    title: 'Inside data, as a table',
    format: 'CSV',
    ending: 'inside.csv',
    type: 'text/csv',
    holds: 'A line for each number of the Inside views: mean H, singular values, similarities, map, ablations. For pandas or R.',
    goesAlong: (run) => (probeRows(run) > 0 ? `Names of domains; number, domain and prediction of ${counted(probeRows(run), 'row')}.` : 'Names of domains.'),
    size: async (run) => csvSize((await import('../../runs/report/inside-table')).insideRows(run)),
    make: async (run) => {
      const [{ toCsv }, { insideTable }] = await Promise.all([import('../../exports/csv'), import('../../runs/report/inside-table')]);
      return toCsv(insideTable(run));
    },
  },
  {
    title: 'Inside data, whole',
    format: 'JSON',
    ending: 'inside.json',
    type: 'application/json',
    holds: 'Every look as the page has it: the same, the H of single rows, and what the adapters’ weights are made of. For programs.',
    goesAlong: rowsOfLooks,
    size: ({ looks, probes, ablation, calibration, strengths }) => jsonSize({ looks, probes, ablation, calibration, strengths }, false),
    make: async (run) => (await import('../../runs/report/inside-json')).insideJson(run),
  },
];

const TO_USE_THE_MODEL: readonly TakeAwayEntry[] = [
  {
    title: 'Weights',
    format: 'safetensors',
    ending: 'weights.safetensors',
    type: 'application/octet-stream',
    holds:
      'The trained numbers under the names of the authors’ PyTorch state_dict. Dropped on this page, they open as a trained model; any reader of safetensors has them too.',
    goesAlong: ({ data }) =>
      `Names of columns and domains, the ${counted(
        Object.values(data.vocabulary).reduce((sum, values) => sum + values, 0),
        'value',
      )} of the vocabularies, scales, and which row is in which part.`,
    ofModel: true,
    size: weightsSize,
    make: (_, { session }) => session().run.weights('model'),
  },
  {
    title: 'PyTorch project',
    format: 'zip',
    ending: 'pytorch.zip',
    type: 'application/zip',
    holds:
      'The model, or that of each domain, as readable Python with its weights, encoding and split; training on one machine or many, serving, ONNX, a notebook; and tests that hold it against this page.',
    goesAlong: ({ config }) =>
      `All values of the vocabularies and of columns that are scaled by quantiles, and ${'demo' in config.data.source ? 'all rows of the demo' : `up to 1,000 rows of ${config.model.sharing === 'separate' ? 'each domain' : 'the data'}`}.`,
    ofModel: true,
    size: projectSize,
    make: async (run, { session }) => {
      const [made, { pytorchProjects }] = await Promise.all([session().run.torch(), import('../../exports/pytorch/project')]);
      return pytorchProjects(made, run);
    },
  },
  {
    title: 'ONNX',
    format: 'zip of ONNX, JSON',
    ending: 'onnx.zip',
    type: 'application/zip',
    holds: 'The model, or that of each domain, as a graph that takes encoded rows, and how texts become such rows. For ONNX Runtime, in any language.',
    goesAlong: () => 'Names of the data, columns and domains, all values of the vocabularies, and scales.',
    ofModel: true,
    size: onnxSize,
    make: async (_, { session }) => {
      const [{ strToU8, zipSync }, { onnxFiles }, made] = await Promise.all([
        import('fflate'),
        import('../../exports/onnx/files'),
        session().run.onnx('model'),
      ]);
      // Weights hardly pack, and may be many.
      const entries = Object.entries(onnxFiles(made)).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : [content, { level: 0 }],
      ]);
      return zipSync(Object.fromEntries(entries));
    },
  },
];

const predictions = (part: PartName, rows: string, holds: string): TakeAwayEntry => ({
  title: `Predictions, ${rows}`,
  format: 'CSV',
  ending: `predictions-${part}.csv`,
  type: 'text/csv',
  holds,
  goesAlong: () => 'These four columns and no other.',
  ofModel: true,
  size: (run) => predictionsSize(run, part),
  make: async (_, { session }) => {
    const [{ toCsv }, { predictionsTable }, made] = await Promise.all([
      import('../../exports/csv'),
      import('../../exports/predictions'),
      session().run.predictions(part),
    ]);
    return toCsv(predictionsTable(made));
  },
});

const TO_REPEAT_IT: readonly TakeAwayEntry[] = [
  {
    title: 'Run',
    format: 'JSON',
    ending: 'result.json',
    type: 'application/json',
    holds:
      'The whole record, as the command line writes it: settings, results, curves, looks; no weights. “npm run export” makes report, curves and inside data of it.',
    goesAlong: (run) => `Names and counts as in the report. ${rowsOfLooks(run)}`,
    size: ({ progress: _, kept: __, ...run }) => jsonSize(run, true, 2),
    make: async (run) => (await import('../../runs/file')).encodeRun({ ...run, recorded: recordedOf(run) }, { space: 2 }),
  },
  {
    title: 'Configuration',
    format: 'JSON',
    ending: 'config.json',
    type: 'application/json',
    holds: 'Every setting, as “npm run train” reads it with the argument --config.',
    goesAlong: () => 'Names of files and columns, and values that the settings name.',
    size: async (run) => exactly(await configuration(run)),
    make: configuration,
  },
  predictions('test', 'test rows', 'A line for each row: its number in the table, domain, label and prediction. For metrics of your own, in pandas or R.'),
  predictions('val', 'validation rows', 'The same of the validation rows.'),
  predictions('train', 'training rows', 'The same of the training rows.'),
  {
    title: 'Split',
    format: 'JSON',
    ending: 'split.json',
    type: 'application/json',
    holds: 'The row numbers of the three parts, as the setting split.rowsFile reads them, here and on the command line.',
    goesAlong: () => 'Row numbers; no value.',
    ofModel: true,
    size: splitSize,
    make: async (_, { session }) => (await import('../../exports/predictions')).splitJson(await session().run.splitRows()),
  },
];

/** By what they are for, in the order of the page. */
export const GROUPS: readonly { title: string; entries: readonly TakeAwayEntry[] }[] = [
  { title: 'For a paper', entries: FOR_A_PAPER },
  { title: 'To use the model', entries: TO_USE_THE_MODEL },
  { title: 'To repeat the run', entries: TO_REPEAT_IT },
];

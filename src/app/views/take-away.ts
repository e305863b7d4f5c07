import type { Session } from '../../protocol/session';
import type { PartName } from '../../protocol/take-away';
import type { RunRecord } from '../../runs/record';

/** A file that a run leaves. */
export interface TakeAwayEntry {
  title: string;
  /** Behind the run's name, with its ending. */
  ending: string;
  type: string;
  /** What it holds, and what of the person's data goes along. */
  holds: string;
  /** Whether it is asked of the trained model. */
  ofModel?: boolean;
  make: (run: RunRecord, session: () => Session) => Promise<string | Uint8Array>;
}

const predictions = (part: PartName, rows: string): TakeAwayEntry => ({
  title: `Predictions, ${rows}`,
  ending: `predictions-${part}.csv`,
  type: 'text/csv',
  holds: 'A line for each row: its number in the table, domain, label and prediction. No other column goes along.',
  ofModel: true,
  make: async (_, session) => {
    const [{ toCsv }, { predictionsTable }, made] = await Promise.all([
      import('../../exports/csv'),
      import('../../exports/predictions'),
      session().run.predictions(part),
    ]);
    return toCsv(predictionsTable(made));
  },
});

/** In the order of the page. */
export const TAKE_AWAY: readonly TakeAwayEntry[] = [
  {
    title: 'Report',
    ending: 'report.html',
    type: 'text/html',
    holds:
      'One page with result, method, data, curves and configuration, as tables and drawings; it needs no network. Names of columns and domains go along, no row.',
    make: async (run) => (await import('../../runs/report/run-report')).runReport(run),
  },
  {
    title: 'Curves',
    ending: 'curves.csv',
    type: 'text/csv',
    holds: 'Loss and validation metrics of each epoch, model and domain. Names of domains go along.',
    make: async (run) => {
      const [{ toCsv }, { curvesTable }] = await Promise.all([import('../../exports/csv'), import('../../runs/report/curves')]);
      return toCsv(curvesTable(run));
    },
  },
  {
    title: 'Inside data',
    ending: 'inside.json',
    type: 'application/json',
    holds:
      'Every look at the hyper-network, and what was measured of the model. Numbers of single rows go along, none of their values but those that the looks show.',
    make: async (run) => (await import('../../runs/report/inside-json')).insideJson(run),
  },
  {
    title: 'Run',
    ending: 'result.json',
    type: 'application/json',
    holds: 'The whole record of the run, as the command line writes it. It holds no weights of the model.',
    make: async (run) => (await import('../../runs/file')).encodeRun({ ...run, recorded: new Date().toISOString().slice(0, 10) }, { space: 2 }),
  },
  {
    title: 'Configuration',
    ending: 'config.json',
    type: 'application/json',
    holds: 'Every setting. Names of columns go along.',
    make: async ({ config }) => `${JSON.stringify(config, null, 2)}\n`,
  },
  {
    title: 'Weights',
    ending: 'weights.safetensors',
    type: 'application/octet-stream',
    holds: 'The trained numbers under the names of the authors’ PyTorch state_dict. No row goes along.',
    ofModel: true,
    make: (_, session) => session().run.weights('model'),
  },
  predictions('test', 'test rows'),
  predictions('val', 'validation rows'),
  predictions('train', 'training rows'),
  {
    title: 'Split',
    ending: 'split.json',
    type: 'application/json',
    holds: 'The row numbers of the three parts. No value goes along.',
    ofModel: true,
    make: async (_, session) => (await import('../../exports/predictions')).splitJson(await session().run.splitRows()),
  },
];

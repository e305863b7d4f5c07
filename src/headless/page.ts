import { completeRunConfig } from '../config/complete';
import type { RunConfig, RunConfigInput } from '../config/run-config';
import type { OpenTable } from '../protocol/data';
import { encodeRun } from '../runs/file';
import { connect } from '../wire/connect';
import './calls';
import { firstAuc } from './first-auc';
import { followRun } from './follow-run';
import { insideCost } from './inside-cost';
import { prove, scores } from './prove';
import { recordRun } from './record-run';

/** The command line's half in the browser. */
const session = connect();
let table: OpenTable | undefined;

const chosenFile = (id: 'data' | 'rows') => (document.getElementById(id) as HTMLInputElement).files?.[0];

function completed(input: RunConfigInput): RunConfig {
  if (!table) throw new Error('No data is open.');
  return completeRunConfig(input, table.proposed);
}

function rows(): { rowsFile?: File } {
  const rowsFile = chosenFile('rows');
  return rowsFile ? { rowsFile } : {};
}

window.headless = {
  async open(source, read = {}) {
    const file = chosenFile('data');
    if (source === 'file' && !file) throw new Error('No file was put into the page.');
    table = await session.data.open(source === 'file' ? { file: file as File, read } : 'url' in source ? { ...source, read } : source, () => {});
    return table;
  },
  async train(input) {
    return encodeRun(await followRun(session, completed(input), { inside: false, ...rows() }));
  },
  prove: async (input, asked) => prove(session, completed(input), rows(), asked),
  async bestPossible(input) {
    const { bestPossible } = (await session.data.preview(completed(input), rows().rowsFile)).data;
    return bestPossible && scores(bestPossible);
  },
  async weights() {
    const bytes = await session.run.weights('model');
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  },
  async bench(rounds) {
    const result = await session.bench.measure((what, done, total) => console.log(`${done}/${total} ${what}`), rounds, true);
    if (!result) throw new Error('The benchmark was cancelled.');
    return result;
  },
  rate: (engine, rows, seconds) => session.bench.trainingRate(engine, rows, seconds),
  firstAuc: (rows) => firstAuc(session, rows),
  insideCost: (rounds, epochs) => insideCost(session, rounds, epochs),
  record: (run, recorded) => recordRun(session, run, recorded),
};

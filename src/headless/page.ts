import { completeRunConfig } from '../config/complete';
import { overlay } from '../config/overlay';
import type { RunConfig, RunConfigInput } from '../config/run-config';
import { base64 } from '../lib/base64';
import type { OpenSource, OpenTable } from '../protocol/data';
import { encodeRun } from '../runs/file';
import type { TrainedRun } from '../runs/record';
import { connect } from '../wire/connect';
import type { PutFiles } from './calls';
import { firstAuc } from './first-auc';
import { followRun } from './follow-run';
import { insideCost } from './inside-cost';
import { keepingTurn } from './keeping-turn';
import { keptEnd } from './kept-end';
import { lanesTurn } from './lanes-turn';
import { measured } from './measured';
import { prove, scores } from './prove';
import { recordRun } from './record-run';

/** The command line's half in the browser. */
const session = connect();
let table: OpenTable | undefined;
let trained: TrainedRun | undefined;

/** @throws Error where Node has put none there */
function fileToScore(): File {
  const [file] = chosenFiles('score');
  if (!file) throw new Error('No file was put into the page.');
  return file;
}
const chosenFiles = (id: 'data' | 'rows' | 'model' | 'score') => [...((document.getElementById(id) as HTMLInputElement).files ?? [])];

function completed(input: RunConfigInput): RunConfig {
  if (!table) throw new Error('No data is open.');
  const split = table.proposal?.split;
  return completeRunConfig(split ? overlay({ split }, input) : input, table.proposed);
}

function rows(): { rowsFile?: File } {
  const [rowsFile] = chosenFiles('rows');
  return rowsFile ? { rowsFile } : {};
}

function opened(source: PutFiles | 'file'): OpenSource {
  const files = chosenFiles('data');
  const { names = files.map(({ name }) => name), as = undefined } = source === 'file' ? {} : source;
  if (files.length === 0 || names.length !== files.length) throw new Error('No file was put into the page, or not each has a name.');
  return { files: files.map((file, i) => (file.name === names[i] ? file : new File([file], names[i] as string))), ...(as && { as }) };
}

window.headless = {
  async open(source, read = {}) {
    const from = source === 'file' || 'names' in source ? opened(source) : source;
    table = await session.data.open('demo' in from ? from : { ...from, read }, () => {});
    return table;
  },
  async openModel(input, look = false) {
    const [file] = chosenFiles('model');
    if (!file) throw new Error('No model was put into the page.');
    trained = await followRun(session, completed(input), { inside: look && 'at end', ...rows() }, undefined, file);
    return encodeRun(trained);
  },
  async train(input, look = false) {
    trained = await followRun(session, completed(input), { inside: look && 'at end', ...rows() });
    return encodeRun(trained);
  },
  async measure() {
    if (!trained) throw new Error('Nothing is trained.');
    trained = { ...trained, ...(await measured(session, trained.config)) };
    return encodeRun(trained);
  },
  preview: async (input) => {
    const config = completed(input);
    const { data } = await session.data.preview(config, rows().rowsFile);
    const { alarms } = await session.data.alarms(config.data, config.split, config.data.missing);
    return { ...data, ...(alarms.length > 0 && { alarms }) };
  },
  prove: async (input, asked) => prove(session, completed(input), rows(), asked),
  async bestPossible(input) {
    const { bestPossible } = (await session.data.preview(completed(input), rows().rowsFile)).data;
    return bestPossible && scores(bestPossible);
  },
  async weights() {
    return base64(await session.run.weights('model'));
  },
  async predictions(parts) {
    const { predictionsCsv } = await import('../exports/predictions');
    for (const [i, part] of parts.entries())
      for (const piece of predictionsCsv(await session.run.predictions(part), parts.length > 1 ? part : undefined, i === 0)) await window.onPredictions(piece);
  },
  async splitRows() {
    const { splitJson } = await import('../exports/predictions');
    return splitJson(await session.run.splitRows());
  },
  async encoding() {
    return JSON.stringify(await session.run.encoding());
  },
  async torch() {
    // The playground loads it late too: in one chunk with what is loaded first it would weigh on both.
    const { pytorchProjects } = await import('../exports/pytorch/project');
    return base64(pytorchProjects(await session.run.torch(), trained));
  },
  async onnx() {
    const { onnxTexts } = await import('../exports/onnx/files');
    return onnxTexts(await session.run.onnx('model'));
  },
  scoreColumns: (input) => session.run.scoreColumns(fileToScore(), completed(input)),
  async score(columns) {
    const scored = await session.run.score(
      fileToScore(),
      (part) => window.onScores(part),
      () => {},
      { columns },
    );
    if (!scored) throw new Error('The scoring was cancelled.');
    return scored;
  },
  async bench(rounds) {
    const result = await session.bench.measure((what, done, total) => console.log(`${done}/${total} ${what}`), rounds, true);
    if (!result) throw new Error('The benchmark was cancelled.');
    return result;
  },
  rate: (engine, rows, seconds) => session.bench.trainingRate(engine, rows, seconds),
  modelRate: (engine, backbone, hamur, seconds) => session.bench.modelRate(engine, backbone, hamur, seconds),
  benchedModel: (backbone, hamur) => session.bench.benchedModel(backbone, hamur),
  engineRates: (engine) => session.bench.engineRates(engine),
  firstAuc: (rows) => firstAuc(session, rows),
  insideCost: (rounds, epochs) => insideCost(session, rounds, epochs),
  keepingTurn: (epochs) => keepingTurn(session, epochs),
  lanesTurn,
  hasGpu: async () => (await session.engines.describe()).options.some(({ hardware }) => hardware),
  keptEnd: () => keptEnd(session),
  record: (run, recorded) => recordRun(session, run, recorded),
};

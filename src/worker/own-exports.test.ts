import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { toCsv } from '../exports/csv';
import { onnxFiles } from '../exports/onnx/files';
import { predictionsTable, splitJson } from '../exports/predictions';
import { pytorchProjects } from '../exports/pytorch/project';
import { encodeRun } from '../runs/file';
import { curvesTable } from '../runs/report/curves';
import { insideJson } from '../runs/report/inside-json';
import { insideTable } from '../runs/report/inside-table';
import { runReport } from '../runs/report/run-report';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, keepEveryEpoch, SETTINGS, trained, worker } from './worker-in-node.test-helper';

/** Whatever page and command line write is told for what it is where somebody opens it as data. */

type Content = string | Uint8Array;
const files: Record<string, Content> = {};

beforeAll(async () => {
  keepEveryEpoch();
  const root = new MemoryFolder();
  asBrowser(() => root);
  const rooms = worker();
  await rooms.library.read();
  const { run, weights } = await trained(rooms, 'a', { ...SETTINGS, model: { ...SETTINGS.model, adapters: [], sharing: 'separate' } });
  const split = splitJson(await rooms.run.splitRows());
  const onnx = onnxFiles(await rooms.run.onnx('model'));
  const zipped = (entries: Record<string, Content>) =>
    zipSync(Object.fromEntries(Object.entries(entries).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])));
  Object.assign(files, {
    'result.json': encodeRun(run),
    'shop-result.json': encodeRun(run, { space: 2 }),
    'config.json': JSON.stringify(run.config, null, 2),
    'split.json': split,
    'split.json.gz': gzipSync(split),
    'inside.json': insideJson(run),
    'inside.csv': toCsv(insideTable(run)),
    'curves.csv': toCsv(curvesTable(run)),
    'user-curves.csv': toCsv(curvesTable(run)).replace('val_log_loss', 'val_log_loss,val_auc_per_user'),
    'report.html': runReport(run),
    'weights.bin': weights,
    'pytorch.zip': pytorchProjects(await rooms.run.torch(), run),
    ...onnx,
    'onnx.zip': zipped(onnx),
    'encoding.json': JSON.stringify(await rooms.run.encoding()),
    'figures.zip': zipped({ '01-result.csv': 'a,b\n1,2\n', '01-result.svg': '<svg/>', '01-result.png': new Uint8Array(9), '02-losses.csv': 'a\n1\n' }),
    'notebook.ipynb': JSON.stringify({ cells: [{ cell_type: 'markdown', source: [] }], nbformat: 4 }),
    'pth.zip': zipped({ 'archive/data.pkl': new Uint8Array([128, 2]), 'archive/version': '3' }),
    'plan.json': JSON.stringify({ contestants: [{ name: 'a', config: {} }], seeds: [1] }),
    'sweep.json': JSON.stringify({ sweep: { how: 'grid' }, seeds: [1] }, null, 2),
    'predictions.csv': toCsv(predictionsTable(await rooms.run.predictions('test'))),
  });
});

const opened = (name: string) => worker().data.open({ files: [new File([files[name] as Uint8Array<ArrayBuffer>], name)] }, () => {});

test.each<[string, string]>([
  ['result.json', 'this is a run, and is no data'],
  ['shop-result.json', 'this is a run, and is no data'],
  ['config.json', 'this holds settings, and is no data'],
  ['split.json', 'this holds the row numbers of a split, and is no data'],
  ['split.json.gz', 'this holds the row numbers of a split, and is no data'],
  ['inside.json', 'this holds what the Inside views show of a run, and is no data'],
  ['inside.csv', 'these are the numbers of the Inside views of a run, and no data to train on'],
  ['curves.csv', 'these are the curves of a run, and no data to train on'],
  ['user-curves.csv', 'these are the curves of a run, and no data to train on'],
  ['report.html', 'this is a web page (HTML)'],
  ['weights.bin', 'this is a model’s weights (safetensors), not a table'],
  ['pytorch.zip', 'this is a PyTorch project, and no data'],
  ['onnx.zip', 'this is a model as ONNX, and no data'],
  ['home.onnx', 'this is a model as ONNX, not a table'],
  ['home.encoding.json', 'this holds the vocabularies and scales of a model, and is no data'],
  ['encoding.json', 'this holds the vocabularies and scales of a model, and is no data'],
  ['domains.json', 'this says which ONNX model is of which domain, and is no data'],
  ['figures.zip', 'these are the figures of a run, and no data'],
  ['notebook.ipynb', 'this is a notebook, and is no data'],
  ['pth.zip', 'this is a checkpoint of PyTorch, and no data'],
  ['plan.json', 'this says what the runs of an experiment are of, and is no data'],
  ['sweep.json', 'this says what the runs of an experiment are of, and is no data'],
])('%s', async (name, said) => {
  const message = await opened(name).then(
    () => '',
    (error: Error) => error.message,
  );
  expect(message.startsWith(`${name}: ${said}`)).toBe(true);
  // And what to do.
  expect(message.slice(name.length + said.length)).toMatch(/\. [A-Z].{10,}\.$/);
});

test('predictions are a table like any other', async () => {
  expect((await opened('predictions.csv')).columns.map(({ name }) => name)).toEqual(['row', 'domain', 'label', 'prediction']);
});

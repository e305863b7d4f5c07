import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toCsv } from '../../exports/csv';
import { packedOrder } from '../../exports/packed-split';
import { predictionsTable, splitJson } from '../../exports/predictions';
import { decodeRun } from '../../runs/decode';
import { encodeRun } from '../../runs/file';
import { isTrained, type TrainedRun } from '../../runs/record';
import { insideJson } from '../../runs/report/inside-json';
import { insideRows, insideTable } from '../../runs/report/inside-table';
import { csvSize, jsonSize, orderSize, predictionsSize, splitSize } from './sizes';

const run = decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8')) as TrainedRun;

/** How an estimate stands to what is made. */
const ratio = (bytes: number, text: string) => bytes / new TextEncoder().encode(text).length;
const near = (value: number) => {
  expect(value).toBeGreaterThan(0.9);
  expect(value).toBeLessThan(1.1);
};

test('what a record takes is known without making its file', () => {
  expect(isTrained(run)).toBe(true);
  const { looks, probes, ablation, calibration, strengths } = run;
  near(ratio(jsonSize({ looks, probes, ablation, calibration, strengths }, false).bytes, insideJson(run)));
  near(ratio(jsonSize(run, true, 2).bytes, encodeRun(run, { space: 2 })));
  near(ratio(csvSize(insideRows(run)).bytes, toCsv(insideTable(run))));
});

test('so is what the rows take', () => {
  const { data } = run;
  const rows = Int32Array.from({ length: data.tableRows }, (_, i) => i);
  const { train, val, test: tested } = data.split;
  const split = { train: rows.slice(0, train), val: rows.slice(train, train + val), test: rows.slice(train + val, train + val + tested) };
  near(ratio(splitSize(run).bytes, splitJson(split)));
  const numbered: TrainedRun = { ...run, config: { ...run.config, split: { rowsFile: 'split.json' } } };
  const falling = { train: split.train.toReversed(), val: split.val.toReversed(), test: split.test.toReversed() };
  near(ratio(orderSize(numbered), packedOrder(falling)));
  expect(orderSize(run)).toBe(0);
  const names = data.domains.map(({ name }) => name);
  const made = predictionsTable({
    rows: split.test,
    names,
    domains: split.test.map((row) => row % names.length),
    labels: new Uint8Array(split.test.length),
    values: Float32Array.from(split.test, (row) => ((row * 0.618) % 1) * 0.9 + 0.05),
  });
  near(ratio(predictionsSize(run, 'test').bytes, toCsv(made)));
});

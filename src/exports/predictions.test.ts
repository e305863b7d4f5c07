import { parse } from 'papaparse';
import { expect, test } from 'vitest';
import type { Predictions } from '../protocol/take-away';
import { toCsv } from './csv';
import { predictionsCsv, predictionsTable } from './predictions';

const made = (count: number): Predictions => ({
  rows: Int32Array.from({ length: count }, (_, i) => count - i),
  names: ['=a', 'b, c'],
  domains: Int32Array.from({ length: count }, (_, i) => i % 2),
  labels: Uint8Array.from({ length: count }, (_, i) => Number(i % 3 === 0)),
  values: Float32Array.from({ length: count }, (_, i) => i / count),
});

test.each([0, 1, 10_000, 25_001])('%i rows in pieces are the same CSV as in one', (count) => {
  const pieces = [...predictionsCsv(made(count))];
  expect(pieces).toHaveLength(Math.max(1, Math.ceil(count / 10_000)));
  expect(pieces.join('')).toBe(toCsv(predictionsTable(made(count))));
});

test('of several parts each row says its own, under one head', () => {
  const csv = [...predictionsCsv(made(2), 'train'), ...predictionsCsv(made(1), 'test', false)].join('');
  expect(parse(csv.trim(), { header: true, dynamicTyping: true }).data).toEqual([
    { row: 2, domain: "'=a", label: 1, prediction: 0, part: 'train' },
    { row: 1, domain: 'b, c', label: 0, prediction: 0.5, part: 'train' },
    { row: 1, domain: "'=a", label: 1, prediction: 0, part: 'test' },
  ]);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { encode, makeDemo } from '../data';
import { python, run } from './python-forks.test-helper';
import { encodingOf } from './take-away';

/** The lines of Python that docs/take-away.md gives for an ONNX file: those that are indented, from the first import on. */
const EXAMPLE = (/ {4}import json, numpy, onnxruntime\n(?: {4}.*\n)+/.exec(readFileSync('docs/take-away.md', 'utf8'))?.[0] ?? '').replaceAll(/^ {4}/gm, '');

/** Stands in for ONNX Runtime, and tells what it was given. */
const STAND_IN = `
import json, sys, types
class Session:
    def __init__(self, path): pass
    def run(self, names, given): return json.dumps({name: numpy.asarray(value).tolist() for name, value in given.items()})
sys.modules["onnxruntime"] = types.SimpleNamespace(InferenceSession=Session)
`;

describe.skipIf(!python)('the example of the documents (skipped where no interpreter imports torch)', () => {
  test('it encodes a row as the page does', async () => {
    const { table, roles } = makeDemo('conflict', { rows: 400 });
    const config = completeRunConfig({ data: { source: { demo: 'conflict', rows: 400 }, dense: [{ column: 'price', scale: 'standard' }] } }, roles);
    const data = encode(table, config);
    const folder = mkdtempSync(join(tmpdir(), 'hamur-onnx-'));
    try {
      writeFileSync(join(folder, 'model.encoding.json'), JSON.stringify(encodingOf(config, { table, data } as Parameters<typeof encodingOf>[1])));
      for (const at of data.split.train.subarray(0, 3)) {
        const source = data.sourceRows[at] as number;
        const row = Object.fromEntries(table.columns.map(({ name, codes, values }) => [name, values.at(codes[source] as number)]));
        const literal = JSON.stringify({ ...row, price: Number(row.price) });
        const code = `${STAND_IN}${EXAMPLE.replace(/^row = .*$/m, () => `row = json.loads(${JSON.stringify(literal)})`)}`;
        const { status, text, stdout } = await run(folder, ['-c', code]);
        expect([status, text]).toEqual([0, stdout]);
        const { ids, dense, domain } = JSON.parse(stdout);
        expect(ids).toEqual([data.sparse.map((field) => field.ids[at])]);
        expect(domain).toEqual([data.domainIds[at]]);
        expect(dense).toEqual([data.dense.map(({ values }) => expect.closeTo(values[at] as number, 6))]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import * as ort from 'onnxruntime-web';
import Papa from 'papaparse';
import { expect, test } from './fixtures';
import { button, ready, trainToEnd } from './page';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

const csv = (bytes: Uint8Array | undefined) => {
  const { data, errors } = Papa.parse<Record<string, string>>(text(bytes).trim(), { header: true });
  expect(errors).toEqual([]);
  return data;
};

/** The tensors of a safetensors file, after the format's own text: length of the header (8 bytes, little-endian), header (JSON), numbers without gaps. */
function safetensors(bytes: Uint8Array): { metadata: Record<string, string>; tensors: Map<string, { shape: number[]; values: Float32Array | Int32Array }> } {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const { __metadata__: metadata, ...entries } = JSON.parse(text(bytes.subarray(8, 8 + length)));
  const tensors = new Map<string, { shape: number[]; values: Float32Array | Int32Array }>();
  let end = 0;
  const inOrder = Object.entries(entries as Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>).sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0],
  );
  for (const [name, { dtype, shape, data_offsets }] of inOrder) {
    const [from, to] = data_offsets;
    expect(from).toBe(end);
    end = to;
    const data = bytes.slice(8 + length + from, 8 + length + to);
    const numbers = shape.reduce((product, side) => product * side, 1);
    expect(data.length, name).toBe(numbers * (dtype === 'I64' ? 8 : 4));
    tensors.set(name, { shape, values: dtype === 'F32' ? new Float32Array(data.buffer) : Int32Array.from(new BigInt64Array(data.buffer), Number) });
  }
  expect(8 + length + end).toBe(bytes.length);
  return { metadata, tensors };
}

/** The AUC by its definition: all pairs, ties counting half. */
function aucOf(rows: { label: string; prediction: string }[]): number {
  const of = (label: string) => rows.filter((row) => row.label === label).map(({ prediction }) => Number(prediction));
  const [negative, positive] = [of('0'), of('1')];
  let wins = 0;
  for (const p of positive) for (const n of negative) wins += p > n ? 1 : p === n ? 0.5 : 0;
  return wins / (positive.length * negative.length);
}

/** Bytes that a text such as `about 1.2 MB` says. */
function said(words: string): number {
  const [, value, unit] = /([\d.]+) (bytes|kB|MB)/.exec(words) as unknown as [string, string, 'bytes' | 'kB' | 'MB'];
  return Number(value) * { bytes: 1, kB: 1e3, MB: 1e6 }[unit];
}

test('what is taken away is read by others, and they agree with the page and with each other', async ({ page, browser }) => {
  await page.goto('/#engine=wasm&rows=3000&demo=conflict&epochs=1&layers=16,8&hyper=8&k=4');
  await ready(page);
  await page.getByRole('tab', { name: 'Results', exact: true }).click();
  await trainToEnd(page);
  await button(page, 'Take away…').click();
  const sheet = page.getByRole('region', { name: 'Take away', exact: true });
  await expect(sheet.getByRole('heading', { name: 'Take away' })).toBeFocused();

  const save = async (title: string): Promise<Uint8Array> => {
    const press = button(page, `Save ${title}`);
    const entry = sheet.getByRole('listitem').filter({ has: press });
    const size = entry.locator('.soft').first();
    await expect(size).toHaveText(/ · (about )?[\d.]+ (bytes|kB|MB)$/);
    const [file] = await Promise.all([page.waitForEvent('download'), press.click()]);
    const bytes = new Uint8Array(readFileSync(await file.path()));
    await expect(entry.getByRole('status')).toHaveText(/^Saved: /);
    const told = (await size.textContent()) as string;
    const ratio = said(told) / bytes.length;
    // A size that is no estimate is the file's.
    const most = told.includes('about') ? 1.6 : 1.06;
    expect(ratio, `${title}, ${told}, of ${bytes.length}`).toBeLessThan(most);
    expect(ratio, `${title}, ${told}, of ${bytes.length}`).toBeGreaterThan(1 / most);
    return bytes;
  };

  const run = JSON.parse(text(await save('Run')));
  const config = JSON.parse(text(await save('Configuration')));
  expect(run.config).toEqual(config);

  const tested = csv(await save('Predictions, test rows')) as { row: string; domain: string; label: string; prediction: string }[];
  expect(tested).toHaveLength(run.test.rows);
  expect(aucOf(tested)).toBeCloseTo(run.test.auc, 6);
  for (const { name, auc } of run.test.domains) expect(aucOf(tested.filter(({ domain }) => domain === name))).toBeCloseTo(auc, 6);
  const split = JSON.parse(text(await save('Split')));
  expect(tested.map(({ row }) => Number(row))).toEqual(split.test);
  expect(new Set([...split.train, ...split.val, ...split.test]).size).toBe(3000);

  const weights = await save('Weights');
  const { metadata, tensors } = safetensors(weights);
  expect(JSON.parse(metadata['hamur.config'] as string).model).toEqual(config.model);
  for (const { values } of tensors.values()) expect(Array.from(values).every(Number.isFinite)).toBe(true);
  expect([...tensors.values()].reduce((sum, { values }) => sum + values.length, 0)).toBeGreaterThanOrEqual(run.parameters);

  const project = unzipSync(await save('PyTorch project'));
  expect(project['hamur-dcn/weights.safetensors']).toEqual(weights);
  expect(JSON.parse(text(project['hamur-dcn/split.json']))).toEqual(split);
  expect(text(project['hamur-dcn/train.py'])).toContain('DistributedDataParallel');

  const onnx = unzipSync(await save('ONNX'));
  expect(JSON.parse(text(onnx['model.encoding.json']))).toEqual(JSON.parse(text(project['hamur-dcn/encoding.json'])));
  // The project has some rows as the model reads them, and what the page predicts for them.
  const rows = safetensors(project['hamur-dcn/tests/expected.safetensors'] as Uint8Array).tensors;
  const predicted = rows.get('predictions')?.values as Float32Array;
  const part = (name: string) => {
    const { shape, values } = rows.get(name) as { shape: number[]; values: ArrayLike<number> };
    const width = shape[1] ?? 1;
    const sides = [predicted.length, ...shape.slice(1)];
    const first = Array.from(values).slice(0, predicted.length * width);
    return name === 'dense' ? new ort.Tensor('float32', Float32Array.from(first), sides) : new ort.Tensor('int64', BigInt64Array.from(first, BigInt), sides);
  };
  ort.env.wasm.numThreads = 1;
  const graph = await ort.InferenceSession.create(onnx['model.onnx'] as Uint8Array);
  const { probability } = await graph.run(Object.fromEntries(graph.inputNames.map((name) => [name, part(name)])));
  const apart = Array.from(probability?.data as Float32Array, (value, i) => Math.abs(value - (predicted[i] as number)));
  expect(apart).toHaveLength(predicted.length);
  expect(Math.max(...apart)).toBeLessThan(1e-5);

  const inside = JSON.parse(text(await save('Inside data, whole')));
  const numbers = csv(await save('Inside data, as a table'));
  const last = inside.looks.at(-1);
  const mean = numbers.filter(
    ({ measure, step, epoch, final, domain }) =>
      measure === 'mean H' && domain === inside.domains[1] && `${step} ${epoch} ${final}` === `${last.step} ${last.epoch} 1`,
  );
  expect(last.final).toBe(true);
  expect(mean.map(({ value }) => Number(value))).toEqual(last.domains[1].h);

  // A reader elsewhere, who is offline.
  const elsewhere = await browser.newContext({ offline: true });
  const reader = await elsewhere.newPage();
  const figures = unzipSync(await save('All figures'));
  const pictures = Object.keys(figures).filter((name) => name.endsWith('.svg'));
  for (const title of ['validation-by-epoch', 'training-loss', 'instance-map', 'generated-weights'])
    expect(pictures.some((name) => name.includes(title))).toBe(true);
  for (const name of pictures) {
    const png = Buffer.from(figures[name.replace('.svg', '.png')] as Uint8Array);
    expect(png.subarray(0, 8).toString('latin1'), name).toBe('\x89PNG\r\n\x1a\n');
    expect(png.readUInt32BE(16), name).toBeGreaterThan(800);
    expect(csv(figures[name.replace('.svg', '.csv')]).length, name).toBeGreaterThan(0);
    expect(
      await reader.evaluate((svg) => new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror') === null, text(figures[name])),
      name,
    ).toBe(true);
  }
  expect(csv(figures['02-validation-by-epoch.csv']).length).toBeGreaterThan(0);

  const report = await save('Report');
  const asked: string[] = [];
  reader.on('request', (request) => asked.push(request.url()));
  await reader.setContent(text(report));
  await expect(reader.getByRole('table', { name: /^Test metrics/ })).toContainText(run.test.auc.toFixed(4));
  expect(asked).toEqual([]);
  await elsewhere.close();

  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(button(page, 'Take away…')).toBeFocused();
});

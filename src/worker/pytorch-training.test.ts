import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startCpu } from '../engine/cpu/start';
import { FULL } from '../lib/full.test-helper';
import type { ModelResult } from '../protocol/result';
import { demoProject, ended, freePort, lossesOf, NOTEBOOK, python, run, startPython } from './pytorch-project.test-helper';

/** What an engineer does with a project: measures, trains on, in two processes, resumes, serves, exports. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let folder: string;
let result: ModelResult;

describe.skipIf(!python)('PyTorch (skipped where no interpreter imports torch)', () => {
  beforeAll(async () => {
    ({ folder, result } = await demoProject(await startCpu('a test')));
  });
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  test('the test rows are measured as on the page, and the card says the same', () => {
    const { status, text, stdout } = run(folder, ['evaluate.py', '--json']);
    expect(status, text).toBe(0);
    const said = JSON.parse(stdout);
    expect(said.rows).toBe(result.test.rows);
    expect(said.auc).toBeCloseTo(result.test.auc as number, 3);
    expect(said.logLoss).toBeCloseTo(result.test.logLoss as number, 5);
    expect(said.domains.map(({ name, rows }: { name: string; rows: number }) => [name, rows])).toEqual(
      result.test.domains.map(({ name, rows }) => [name, rows]),
    );
    expect(readFileSync(join(folder, 'MODEL_CARD.md'), 'utf8')).toContain(`| ${(result.test.auc as number).toFixed(4)} |`);
  });

  test.skipIf(!FULL)('two processes take the steps of one; one that is cut off goes on to the same end', async () => {
    const args = ['train.py', '--anew', '--epochs', '4', '--log-every', '1', '--checkpoint-every', '3'];
    const one = run(folder, [...args, '--out', 'one']);
    expect(one.status, one.text).toBe(0);
    const losses = lossesOf(one.text);
    expect(losses.length).toBeGreaterThan(15);

    const port = await freePort();
    const two = await Promise.all([0, 1].map((rank) => ended(startPython(folder, rank, port, [...args, '--out', 'two']))));
    expect(
      two.map(({ status }) => status),
      two.map(({ text }) => text).join('\n'),
    ).toEqual([0, 0]);
    const ofTwo = lossesOf((two[0] as { text: string }).text);
    expect(ofTwo.length).toBe(losses.length);
    // Without dropout nothing is drawn, and what differs is in which order numbers are added.
    for (const [i, loss] of ofTwo.entries()) expect(loss).toBeCloseTo(losses[i] as number, i === 0 ? 6 : 3);
    expect(epochsOf((two[0] as { text: string }).text)).toHaveLength(epochsOf(one.text).length);
    // NaN stands where the rows are of one class; it is the same in both.
    for (const [i, aucs] of epochsOf((two[0] as { text: string }).text).entries())
      for (const [d, auc] of aucs.entries()) {
        const alone = epochsOf(one.text)[i]?.[d] as number;
        expect(Number.isNaN(auc) ? Number.isNaN(alone) : Math.abs(auc - alone) < 0.03).toBe(true);
      }

    const cut = startPython(folder, undefined, port, [...args, '--out', 'cut', '--epochs', '200']);
    await until(() => existsSync(join(folder, 'cut/checkpoint.pt')) && statSync(join(folder, 'cut/checkpoint.pt')).size > 0);
    cut.kill('SIGKILL');
    await ended(cut);
    const resumed = run(folder, ['train.py', '--resume', '--epochs', '4', '--log-every', '1', '--out', 'cut']);
    expect(resumed.status, resumed.text).toBe(0);
    const [, steps] = /taken up after (\d+) steps/.exec(resumed.text) as unknown as [string, string];
    expect(Number(steps)).toBeGreaterThan(0);
    // What it had left to do, it does as the one that was never cut off.
    const rest = lossesOf(resumed.text);
    expect(rest).toEqual(rest.length > 0 ? losses.slice(-rest.length) : []);
  });

  test('it is served', async () => {
    const server = startPython(folder, undefined, 0, ['serve.py', '--port', '0']);
    try {
      const address = await new Promise<string>((resolve, reject) => {
        server.stdout?.on('data', (text) => resolve(String(text).trim()));
        server.on('exit', () => reject(new Error('it ended')));
      });
      const body = readFileSync(join(folder, 'tests/request.json'), 'utf8');
      const answer = await (await fetch(address, { method: 'POST', body })).json();
      expect(answer.predictions).toHaveLength(3);
      for (const value of answer.predictions) expect(value).toBeGreaterThan(0);
      const [row] = JSON.parse(body);
      const strange = await (
        await fetch(address, {
          method: 'POST',
          body: JSON.stringify([
            { ...row, channel: 'moon' },
            { ...row, user_id: 'nobody' },
          ]),
        })
      ).json();
      expect(strange).toMatchObject({ unknownDomains: 1, unseen: { user_id: 1 } });
      expect(strange.predictions[0]).toBeNull();
      for (const wrong of ['[', '{}', '[{}]', JSON.stringify([{ ...row, price: 'cheap' }])]) {
        const refused = await fetch(address, { method: 'POST', body: wrong });
        expect(refused.status).toBe(400);
        expect((await refused.json()).error).not.toBe('');
      }
    } finally {
      server.kill();
    }
  });

  test('the cells of its notebook run where there is no matplotlib', () => {
    const { status, text } = run(folder, ['-c', `${NOTEBOOK}${HELD}`]);
    expect(status, text).toBe(0);
    expect(text).toContain('the matrices are those that the adapter multiplies by');
    // The notebook measures the rows that come with the project; here they are all of them.
    expect(text).toMatch(/600 rows of 3 domains; adapters after the layers \[1\]/);
    expect(text).toMatch(/as it is: AUC 0\.\d{4}\nmean H of its own domain: AUC 0\.\d{4}\nits own difference on the mean H of /);
    const share = Number(/share between the domains: (\S+)/.exec(text)?.[1]);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
  });

  test('ONNX is refused where the norm takes its statistics from what is evaluated', () => {
    const path = join(folder, 'configuration.json');
    const said = readFileSync(path, 'utf8');
    const config = JSON.parse(said);
    try {
      for (const [change, why] of [
        [{ domainNormEvaluation: 'batch' }, 'the norm of its adapters takes its statistics from the rows'],
        [{ backbone: 'star', follows: 'public-code', adapters: [] }, 'its input is normalised by the rows'],
      ] as const) {
        writeFileSync(path, JSON.stringify({ ...config, model: { ...config.model, ...change } }));
        const { status, text } = run(folder, ['export_onnx.py']);
        expect(status).toBe(1);
        expect(text).toContain('There is no ONNX of this model');
        expect(text).toContain(why);
      }
    } finally {
      writeFileSync(path, said);
    }
  });

  test.skipIf(!FULL)('it is exported as ONNX', () => {
    const { status, text } = run(folder, ['export_onnx.py']);
    expect(status, text).toBe(0);
    expect(statSync(join(folder, 'model.onnx')).size).toBeGreaterThan(1000);
  });
});

/** The AUC of all rows and of each domain, of each epoch and of the test. */
const epochsOf = (text: string) =>
  text
    .split(/^(?:epoch|test)/m)
    .slice(1)
    .map((part) => [...part.matchAll(/AUC (\S+),/g)].map(([, auc]) => Number(auc)));

/** Its matrices are held against what the adapter does with a row. */
const HELD = `
z = torch.rand(5, 6)
for n, x in ((0, z), (1, torch.rand(5, 3))):
    for d, name in of:
        given = mean_H[d].expand(5, 2, 2)
        symbol = ("W_down", "W_up")[n]
        assert torch.allclose(x @ W[symbol, 1, name], model.through(n, x, given, None), atol=1e-6), symbol
print("the matrices are those that the adapter multiplies by")`;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

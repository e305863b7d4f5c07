import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startCpu } from '../engine/cpu/start';
import { FULL } from '../lib/full.test-helper';
import type { Metrics, ModelResult } from '../protocol/result';
import { onnxError } from './onnx-of-project.test-helper';
import { python, run, surroundings } from './python-forks.test-helper';
import { demoProject, lossesOf, NOTEBOOK, together } from './pytorch-project.test-helper';

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

  test('the test rows are measured as on the page, and the card says the same', async () => {
    const { status, text, stdout } = await run(folder, ['evaluate.py', '--json']);
    expect(status, text).toBe(0);
    const said = JSON.parse(stdout);
    expect(said.rows).toBe(result.test.rows);
    expect(said.auc).toBeCloseTo(result.test.auc as number, 3);
    expect(said.logLoss).toBeCloseTo(result.test.logLoss as number, 5);
    // The page counts in float32 what is counted here anew.
    const within = ({ perUser }: Metrics) => perUser && { ...perUser, auc: expect.closeTo(perUser.auc as number, 3) };
    expect([said, ...said.domains].map(({ perUser }) => perUser)).toEqual([result.test, ...result.test.domains].map(within));
    expect(said.perUser.users).toBeGreaterThan(5);
    expect(said.domains.map(({ name, rows }: { name: string; rows: number }) => [name, rows])).toEqual(
      result.test.domains.map(({ name, rows }) => [name, rows]),
    );
    expect(readFileSync(join(folder, 'MODEL_CARD.md'), 'utf8')).toMatch(
      new RegExp(`\\| ${(result.test.auc as number).toFixed(4)} \\|.*\\| ${result.test.perUser?.auc?.toFixed(4)} \\| ${said.perUser.users} of `),
    );
  });

  test('two processes take the steps of one; where one of them is ended, so is the other, and both go on to the same end', async () => {
    const encoded = await run(folder, ['data.py']);
    expect(encoded.status, encoded.text).toBe(0);
    const args = ['train.py', '--anew', '--epochs', '3', '--log-every', '1', '--checkpoint-every', '3'];
    const begun = Date.now();
    const [one, two, cut] = await Promise.all([
      run(folder, [...args, '--out', 'one']),
      together(folder, () => [...args, '--out', 'two']),
      together(folder, (rank) => (rank === 1 ? ['-c', KILLED, ...args.slice(1), '--out', 'cut'] : [...args, '--out', 'cut'])),
    ]);
    for (const { status, text } of [one, ...two]) expect(status, text).toBe(0);
    const [losses, ofTwo] = [lossesOf(one.text), lossesOf(two[0].text)];
    expect(losses.length).toBeGreaterThan(12);
    expect(ofTwo.length).toBe(losses.length);
    // Without dropout nothing is drawn, and what differs is in which order numbers are added.
    for (const [i, loss] of ofTwo.entries()) expect(loss).toBeCloseTo(losses[i] as number, i === 0 ? 6 : 3);
    const [aucs, aucsOfTwo] = [aucsOf(one.text), aucsOf(two[0].text)];
    // Of all rows and each domain, within users too; of each epoch and of the test.
    expect(aucs).toHaveLength((3 + 1) * (1 + 3) * 2);
    expect(aucsOfTwo).toHaveLength(aucs.length);
    // NaN stands where the rows are of one class; it is the same in both.
    for (const [i, auc] of aucs.entries())
      expect(Number.isNaN(auc) ? aucsOfTwo[i] : Math.abs(auc - (aucsOfTwo[i] as number))).toSatisfy((by) => (Number.isNaN(auc) ? Number.isNaN(by) : by < 0.03));

    expect(cut[1].status).toBeNull();
    expect(cut[0].status).toBe(1);
    expect(cut[0].text.trim().split('\n').at(-1)).toMatch(/^Another process has ended, or cannot be reached .* --resume /);
    expect(lossesOf(cut[0].text)).toEqual(ofTwo.slice(0, 7));
    expect(Date.now() - begun).toBeLessThan(30_000);
    const resumed = await together(folder, () => ['train.py', '--resume', '--epochs', '3', '--log-every', '1', '--out', 'cut']);
    for (const { status, text } of resumed) expect(status, text).toBe(0);
    expect(resumed[0].text).toMatch(/^taken up after 6 steps \(1 epochs\)$/m);
    // What they had left to do, they do as those that were never cut off.
    expect(lossesOf(resumed[0].text)).toEqual(ofTwo.slice(6));
    const weights = (of: string) => readFileSync(join(folder, of, 'weights.safetensors'));
    expect(weights('cut').equals(weights('two'))).toBe(true);
    expect(weights('cut').equals(weights('one'))).toBe(false);
  });

  test('it is served', async () => {
    // An interpreter of its own, as an engineer starts it.
    const server = spawn(python as string, ['serve.py', '--port', '0'], { cwd: folder, env: surroundings });
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

  test('the cells of its notebook run where there is no matplotlib', async () => {
    const { status, text } = await run(folder, ['-c', `${NOTEBOOK}${HELD}`]);
    expect(status, text).toBe(0);
    expect(text).toContain('the matrices are those that the adapter multiplies by');
    // The notebook measures the rows that come with the project; here they are all of them.
    expect(text).toMatch(/600 rows of 3 domains; adapters after the layers \[1\]/);
    expect(text).toMatch(/as it is: AUC 0\.\d{4}\nmean H of its own domain: AUC 0\.\d{4}\nits own difference on the mean H of /);
    const share = Number(/share between the domains: (\S+)/.exec(text)?.[1]);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
  });

  test('ONNX is refused where the norm takes its statistics from what is evaluated', async () => {
    const path = join(folder, 'configuration.json');
    const said = readFileSync(path, 'utf8');
    const config = JSON.parse(said);
    try {
      for (const [change, why] of [
        [{ domainNormEvaluation: 'batch' }, 'the norm of its adapters takes its statistics from the rows'],
        [{ backbone: 'star', follows: 'public-code', adapters: [] }, 'its input is normalised by the rows'],
      ] as const) {
        writeFileSync(path, JSON.stringify({ ...config, model: { ...config.model, ...change } }));
        const { status, text } = await run(folder, ['export_onnx.py']);
        expect(status).toBe(1);
        expect(text).toContain('There is no ONNX of this model');
        expect(text).toContain(why);
      }
    } finally {
      writeFileSync(path, said);
    }
  });

  test.skipIf(!FULL)('what it exports as ONNX predicts in ONNX Runtime what the page predicted', async () => {
    expect(await onnxError(folder)).toBeLessThan(1e-6);
  });
});

/** The AUC of all rows and of each domain, then within users, of each epoch and of the test. */
const aucsOf = (text: string) => [...text.matchAll(/AUC (?:per user )?(\d\S+|none)[, ]/g)].map(([, auc]) => Number((auc as string).replace(',', '')));

/** A training whose process is ended from outside before its eighth step: at that moment, whatever it was about to send. */
const KILLED = `
import os, signal, train
take_step = train.Training.take_step
def ended(training, *given):
    if training.steps == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return take_step(training, *given)
train.Training.take_step = ended
train.run(train.main)`;

/** Its matrices are held against what the adapter does with a row. */
const HELD = `
z = torch.rand(5, 6)
for n, x in ((0, z), (1, torch.rand(5, 3))):
    for d, name in of:
        given = mean_H[d].expand(5, 2, 2)
        symbol = ("W_down", "W_up")[n]
        assert torch.allclose(x @ W[symbol, 1, name], model.through(n, x, given, None), atol=1e-6), symbol
print("the matrices are those that the adapter multiplies by")`;

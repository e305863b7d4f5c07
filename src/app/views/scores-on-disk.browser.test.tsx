import type {} from '@vitest/browser-playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { doneRun } from '../../runs/run.test-helper';
import { losesWork } from '../outside/leaving';
import { render, until } from '../render.test-helper';
import { ScoreOffer } from './ScoreOffer';

/** A file of the private file system stands for the one that a person picks: it is written through the same streams. */
const NAME = 'new-scores.csv';
const FILE = new File(['user\nu1\n'], 'new.csv');
const SCORED = { rows: 1, scored: 1, unknownDomain: 0, unseen: [], extra: [] };
const run = doneRun();
const asked: unknown[] = [];

const disk = () => navigator.storage.getDirectory();
const picked = async () => (await disk()).getFileHandle(NAME, { create: true });
const names = async () => {
  const found: string[] = [];
  for await (const name of (await disk()).keys()) if (name.startsWith(NAME)) found.push(name);
  return found;
};
const content = async () => (await (await picked()).getFile()).text();
const pick = (how: () => Promise<FileSystemFileHandle>) =>
  Object.assign(window, {
    showSaveFilePicker: (what: unknown) => {
      asked.push(what);
      return how();
    },
  });

beforeEach(() => {
  asked.length = 0;
  pick(picked);
});
afterEach(async () => {
  for (const name of await names()) await (await disk()).removeEntry(name);
});

async function chosen() {
  const page = await render(<ScoreOffer run={run} />, { run });
  const input = await until(() => page.host.querySelector<HTMLInputElement>('[data-testid=score-file]'), 'the choice of a file');
  await page.does(() => userEvent.upload(input, FILE));
  await until(() => page.text().includes('its columns are looked at'), 'that its columns are looked at');
  await page.does(() => page.call('run', 'scoreColumns').answer({ domain: [], texts: ['user'], numbers: [], missing: [], extra: [] }));
  return page;
}

async function scoring() {
  const page = await chosen();
  await page.does(async () => {
    page.button('Score new.csv').click();
    await expect.poll(() => page.count('run', 'score')).toBe(1);
  });
  /** The worker answers, and what follows on the disk has happened. */
  const ends = (how: (call: ReturnType<typeof page.call<'run', 'score'>>) => Promise<void>, state: string | undefined) =>
    page.does(async () => {
      await how(page.call('run', 'score'));
      await expect.poll(() => page.state().scores?.state).toBe(state);
    });
  return { ...page, ends };
}

test('each part is written as it comes, and the whole is there when all rows are scored', async () => {
  const page = await scoring();
  expect(asked).toMatchObject([{ suggestedName: NAME }]);
  const [, take, tell] = page.call('run', 'score').args;
  await page.does(() => take('row,prediction\r\n'));
  await page.does(() => take('0,½\r\n'));
  await page.does(() => tell({ rows: 1 }));
  expect(page.text()).toContain('1 rows scored so far, 22 bytes in new-scores.csv');
  expect(losesWork(page.state(), 0)).toBe(true);
  await page.ends(({ answer }) => answer(SCORED), 'scored');
  expect(page.text()).toContain('All of it is saved, 22 bytes in new-scores.csv.');
  expect(await content()).toBe('row,prediction\r\n0,½\r\n');
  expect(await names()).toEqual([NAME]);
  expect(losesWork(page.state(), 0)).toBe(false);
  expect(page.enabled()).toEqual(['Choose another file']);
});

test('what is cancelled, or fails in the midst, leaves no file', async () => {
  const page = await scoring();
  await page.does(() => page.call('run', 'score').args[1]('row,prediction\r\n'));
  await page.does(() => page.button('Cancel the scoring').click());
  await page.ends(({ answer }) => answer(undefined), 'cancelled');
  expect(page.text()).toContain('The scoring was cancelled. new-scores.csv was not written.');
  expect(await names()).toEqual([]);

  const other = await scoring();
  await other.does(() => other.call('run', 'score').args[1]('row,prediction\r\n'));
  await other.ends(({ fail }) => fail(new Error('row 6: "cheap" is not a number.')), 'failed');
  expect(other.text()).toContain('is not a number');
  expect(await names()).toEqual([]);
});

test('a disk that is full is said with what to do, and nothing is left', async () => {
  const page = await scoring();
  const limit = (quotaSize?: number) =>
    cdp().send('Storage.overrideQuotaForOrigin', { origin: location.origin, ...(quotaSize !== undefined && { quotaSize }) });
  try {
    await limit(100_000);
    const { args } = page.call('run', 'score');
    await page.does(() => args[1]('x'.repeat(1000)));
    const error = await Promise.resolve(args[1]('x'.repeat(10_000_000))).catch((error: unknown) => error);
    await page.ends(({ fail }) => fail(error as Error), 'failed');
  } finally {
    await limit();
  }
  const said = page.host.querySelector('[role=alert]')?.textContent;
  expect(said).toMatch(/^new-scores\.csv: the file could not be written after 1\.0 kB \(.+\)\. Nothing of it is left\. Make room, or choose another place/);
  expect(await names()).toEqual([]);
});

test('another run in the place of the model gives the file up', async () => {
  const page = await scoring();
  await page.does(() => page.call('run', 'score').args[1]('row,prediction\r\n'));
  await page.change({ run: { ...run, id: 'another', phase: 'preparing' } });
  expect(page.state().notes).toEqual(['The scoring of new.csv was given up: another run has taken the place of its model. new-scores.csv was not written.']);
  await page.ends(({ answer }) => answer(SCORED), undefined);
  await expect.poll(names).toEqual([]);
});

test('who closes the question scores nothing; where the page may not ask, it is saved afterwards', async () => {
  const page = await chosen();
  pick(() => Promise.reject(new DOMException('', 'AbortError')));
  await page.does(() => page.button('Score new.csv').click());
  expect(page.count('run', 'score')).toBe(0);
  expect(page.enabled()).toContain('Score new.csv');
  pick(() => Promise.reject(new DOMException('', 'SecurityError')));
  await page.does(async () => {
    page.button('Score new.csv').click();
    await expect.poll(() => page.count('run', 'score')).toBe(1);
  });
  await page.does(() => page.call('run', 'score').answer(SCORED));
  expect(page.enabled()).toContain('Save the predictions (CSV, 0 bytes)');
});

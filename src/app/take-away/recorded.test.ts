import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { decodeRun } from '../../runs/decode';
import { encodeRun } from '../../runs/file';
import { givenRun } from '../../runs/given';
import { asKept, type RunRecord } from '../../runs/record';
import { doneRun } from '../../runs/run.test-helper';
import { type Around, GROUPS, type Made } from './entries';

afterEach(() => vi.useRealTimers());

const entry = GROUPS.flatMap(({ entries }) => entries).find(({ title }) => title === 'Run') as unknown as Made<RunRecord>;
const saved = async (run: RunRecord) => String(await entry.make(run, undefined as unknown as Around));
const on = (day: string) => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${day}T12:00:00Z`) });
/** Dropped on the page, kept, and back after a reload. */
const broughtBack = (text: string, on: number) => asKept(decodeRun(encodeRun(givenRun(text, 'result.json', on))), on);

test('a run that is saved, opened on another day and saved again is the same file', async () => {
  on('2026-03-01');
  const own = { ...(JSON.parse(JSON.stringify(doneRun())) as RunRecord), id: `${Date.now().toString(36)}-1` };
  const whole = { ...decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8')), id: own.id };
  for (const run of [own, whole]) {
    on('2026-03-01');
    const text = await saved(run);
    on('2026-05-05');
    expect(await saved(broughtBack(text, Date.now()))).toBe(text);
    expect(JSON.parse(text).recorded).toBe(run.recorded ?? '2026-03-01');
  }
});

test('a run of this machine has the day on which it was asked for, whenever it is saved', async () => {
  on('2026-03-01');
  const run = doneRun();
  on('2026-03-02');
  expect(JSON.parse(await saved(run)).recorded).toBe('2026-03-01');
  expect(JSON.parse(await saved(asKept({ ...run, recorded: '' }, Date.now()))).recorded).toBe('2026-03-02');
});

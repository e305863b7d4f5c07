import { unzipSync } from 'fflate';
import { act } from 'react';
import { expect, test } from 'vitest';
import type { FiguresPageCalls } from '../../protocol/drawn-figures';
import { encodeRun, readRun } from '../../runs/file';
import { slimmed } from '../../runs/slim';
import { render, until } from '../render.test-helper';
import { FiguresPage } from './FiguresPage';

const call = () => window.figuresPage as FiguresPageCalls;

test('whoever calls the page gets every figure of a run, and what is no run is refused in words', async () => {
  const page = await render(<FiguresPage />);
  await expect(call().figures('{"run":')).rejects.toThrow('this is no stored run');
  const run = slimmed(readRun(await (await fetch('/runs/tiny-dcn.json')).text()), { moments: 1, rows: 12, walks: 0 });
  let made: string | undefined;
  await act(async () => {
    void call()
      .figures(encodeRun(run))
      .then((zip) => {
        made = zip;
      });
  });
  const files = unzipSync(Uint8Array.from(atob(await until(() => made, 'the figures')), (sign) => sign.charCodeAt(0)));
  const text = (name: string) => new TextDecoder().decode(files[name]);
  expect(text('01-test-results.csv').split('\n').length).toBeGreaterThan(2);
  for (const title of ['02-validation-by-epoch', '04-instance-map', '07-generated-weights']) {
    expect(text(`${title}.csv`).split('\n').length).toBeGreaterThan(2);
    expect(text(`${title}.svg`)).toContain('seed 1');
    expect(files[`${title}.png`]?.slice(1, 4)).toEqual(Uint8Array.of(0x50, 0x4e, 0x47));
  }
  for (const { name } of run.data?.domains ?? []) expect(text('02-validation-by-epoch.svg')).toContain(name);
  await until(() => document.querySelectorAll('figure').length === 0, 'the figures to go');
  await page.again(null);
  expect(window.figuresPage).toBeUndefined();
});

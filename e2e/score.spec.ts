import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { asFile, shopCsv } from './files';
import { expect, test } from './fixtures';
import { button, openFile, phase, ready, results, trainToEnd } from './page';

/** The share of pairs of a positive and a negative row in which the positive one has the higher score; equal ones count half. */
function aucOf(rows: { prediction: string; label: string }[]): number {
  const of = (label: string) => rows.filter((row) => row.label === label && row.prediction !== '').map(({ prediction }) => Number(prediction));
  const [positives, negatives] = [of('1'), of('0')];
  let won = 0;
  for (const positive of positives) for (const negative of negatives) won += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  return won / (positives.length * negatives.length);
}

/** A file of the private file system in the place of the one that a person picks: the browser's own window cannot be pressed here. */
const pickPrivate = () =>
  Object.assign(window, {
    showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
  });
/** @returns what a file there holds; undefined: there is none */
const privateText = async (name: string) => {
  const folder = await navigator.storage.getDirectory();
  const found = await folder.getFileHandle(name).catch(() => undefined);
  return (await found?.getFile())?.text();
};

test('new rows are scored: what is read is said before, what was found after, and a bad file changes nothing', async ({ page }) => {
  await page.addInitScript(pickPrivate);
  await page.goto('/#epochs=1&batch=128');
  await openFile(page, 'shop.csv', shopCsv());
  await ready(page);
  await trainToEnd(page);
  await results(page);
  const part = page.getByRole('region', { name: 'Score new rows' });
  const choose = (name: string, content: string) => page.getByTestId('score-file').setInputFiles(asFile(name, content));

  await choose('lacking.csv', 'visitor,item\r\nv1,i1\r\n');
  await expect(part.getByText(/^Missing: .*country/)).toBeVisible();
  await expect(part.getByRole('button', { name: /^Score / })).toHaveCount(0);
  await choose('bad.csv', `${shopCsv(5)}v1,i1,"x",desk,DE,cheap,0,1\r\n`);
  await button(page, 'Score bad.csv').click();
  await expect(part.getByRole('alert')).toHaveText(/column "price", row 6 .*"cheap" is not a number/);
  expect(await page.evaluate(privateText, 'bad-scores.csv')).toBeUndefined();

  // Rows that the model knows, one of a visitor that it has never seen, and one of a country.
  const rows = shopCsv(300);
  await choose('new.csv', `${rows}nobody,i1,"x",desk,DE,1.0,0,1\r\nv1,i1,"x",desk,XX,1.0,0,0\r\n`);
  await expect(part.getByText('new.csv: all columns that the model reads are there.')).toBeVisible();
  await expect(part.getByText(/^Read: the domain from “country”; values of /)).toBeVisible();
  await expect(part.getByText(/^Measured against the label “clicked”/)).toBeVisible();
  await part.getByLabel('with the file’s own columns').check();
  await button(page, 'Score new.csv').click();
  await expect(part.getByText('new.csv: 301 of 302 rows scored.')).toBeVisible();
  await expect(part.getByText('1 row of a domain that the model does not know: “XX” (1).')).toBeVisible();
  await expect(part.getByText(/^“visitor”: 1 value that the training rows do not have/)).toBeVisible();

  await expect(part.getByText(/ All of it is saved, .* in new-scores\.csv\.$/)).toBeVisible();
  const written = await page.evaluate(privateText, 'new-scores.csv');

  // The same where the browser cannot ask where a file goes.
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  await choose('new.csv', `${rows}nobody,i1,"x",desk,DE,1.0,0,1\r\nv1,i1,"x",desk,XX,1.0,0,0\r\n`);
  await part.getByLabel('with the file’s own columns').check();
  await button(page, 'Score new.csv').click();
  const [download] = await Promise.all([page.waitForEvent('download'), part.getByRole('button', { name: /^Save the predictions/ }).click()]);
  expect(download.suggestedFilename()).toBe('new-scores.csv');
  const saved = readFileSync(await download.path(), 'utf8');
  expect(written).toBe(saved);
  const { data } = Papa.parse<Record<'row' | 'domain' | 'prediction' | 'label' | 'visitor', string>>(saved, {
    header: true,
    skipEmptyLines: true,
  });
  expect(data).toHaveLength(302);
  expect(data.at(-2)).toMatchObject({ row: '300', visitor: 'nobody', domain: 'DE', label: '1' });
  expect(data.at(-1)).toMatchObject({ domain: '(unknown)', prediction: '' });
  const all = part.getByRole('row', { name: /^all rows 301 / });
  await expect(all.getByRole('cell').nth(1)).toHaveText(aucOf(data).toFixed(4));
  await expect(phase(page, 'Done')).toBeVisible();
});

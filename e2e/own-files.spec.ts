import { asFile } from './files';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { openSheet } from './page';

/** Several files at once: parts that are dropped, a join that is changed, a link that asks for them again. */

const rows = (count: number, from = 0) =>
  `user,item,country,click\n${Array.from({ length: count }, (_, i) => `u${(from + i) % 40},${(i * 7) % 30},${['DE', 'FR', 'IT'][i % 3]},${Number((i * i) % 5 < 2)}`).join('\n')}\n`;
const USERS = `id,guest,age\n${Array.from({ length: 40 }, (_, i) => `u${i},u${(i + 25) % 65},${18 + i}`).join('\n')}\n`;

test('three parts that are dropped; a join whose key is shown and changed; a reload brings them back, elsewhere the link asks for them', async ({
  page: first,
  browser,
  baseURL,
}) => {
  test.skip(!FULL, 'Tests of the worker combine files each time; npm run verify tries it on the page too.');
  let page = first;
  await page.goto('/#k=6');
  const parts = { 'my_test.csv': rows(40), 'my_train.csv': rows(200), 'my_val.csv': rows(30) };
  const dropped = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) transfer.items.add(new File([text], name));
    return transfer;
  }, parts);
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await openSheet(page, 'Data');
  await expect(page.getByText('3 files: the rows of my_train.csv (train), my_val.csv (val) and my_test.csv (test) one below the other.')).toBeVisible();
  await expect(page.getByText('200 rows train, 30 validate, 40 test.')).toBeVisible();
  await expect(page.getByLabel('Role of part')).toHaveValue('split');

  await page.getByTestId('more-files').setInputFiles(asFile('users.csv', USERS));
  const users = page.getByRole('table', { name: 'Open files' }).getByRole('row', { name: /^users\.csv/ });
  await expect(users).toContainText('100 % of 40');
  await expect(page.getByLabel('Key in users.csv')).toHaveValue('id');
  await page.getByLabel('Key in users.csv').selectOption('guest');
  await expect(users).toContainText('not yet known');
  await page.getByRole('button', { name: 'Combine', exact: true }).click();
  await expect(users).toContainText(/\d+ % of 40; \d+ rows without a partner/);
  await expect(page.getByText(/joined with users\.csv by user = guest/)).toBeVisible();

  await page.reload();
  await openSheet(page, 'Data');
  await expect(page.getByText(/joined with users\.csv by user = guest/)).toBeVisible();
  await expect(page.getByText('200 rows train, 30 validate, 40 test.')).toBeVisible();

  const link = new URL(page.url()).hash;
  const elsewhere = await browser.newContext();
  page = await elsewhere.newPage();
  await page.goto(`${baseURL}${link}`);
  await expect(page.getByText(/These settings were made for 4 files/)).toBeVisible();
  const files = Object.entries(parts).map(([name, text]) => asFile(name, text));
  await page.getByTestId('data-file').setInputFiles([asFile('users.csv', USERS), ...files.slice(1)]);
  await expect(page.getByText(/3 of them are here\. Open my_test\.csv to go on/)).toBeVisible();
  await page.getByTestId('data-file').setInputFiles(files.slice(0, 1));
  await openSheet(page, 'Data');
  await expect(page.getByText(/joined with users\.csv by user = guest/)).toBeVisible();
  await expect(page.getByText('200 rows train, 30 validate, 40 test.')).toBeVisible();

  await page.getByText('Known data sets').click();
  await expect(page.getByRole('table', { name: 'Known data sets' }).getByRole('row', { name: /^MovieLens-1M/ })).toContainText('1,000,209');
  await elsewhere.close();
});

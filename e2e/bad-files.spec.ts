import { shopCsv } from './files';
import { expect, test } from './fixtures';
import { openFile, openSheet, ready, trainToEnd } from './page';

const BAD: [what: string, name: string, content: string | Buffer, message: RegExp][] = [
  ['empty', 'rows.csv', '', /^rows\.csv: the file is empty\. Choose/],
  ['ragged', 'rows.csv', 'a,b,click\n1,2,0\n3,1\n', /^rows\.csv, line 3: this line has 2 fields, but the header has 3 columns\./],
  ['binary', 'rows.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /^rows\.csv: this is a picture, not a table in text form/],
  [
    'wrong delimiter',
    'rows.csv',
    'a:b:click\n1:2:0\n',
    /^rows\.csv, line 1: split at commas, the first line gives only one column .* Separate the columns with commas, tabs, semicolons or \|/,
  ],
  ['damaged gzip', 'rows.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]), /^rows\.csv\.gz: the gzip data is damaged or cut off\./],
];

test('bad files are refused with line and remedy, and what was open stays open', async ({ page }) => {
  await page.goto('/');
  await openFile(page, 'shop.csv', shopCsv());
  await expect(page.getByText('shop.csv · 900 rows')).toBeVisible();
  for (const [what, name, content, message] of BAD) {
    await openFile(page, name, content);
    await expect(page.getByRole('alert'), what).toHaveText(message);
    await expect(page.getByText('shop.csv · 900 rows')).toBeVisible();
  }
  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('1');
  await ready(page);
  await trainToEnd(page);
});

test('a table that cannot be trained on says which column or setting, and can be put right', async ({ page }) => {
  await page.goto('/');
  await openFile(page, 'one-class.csv', 'site,item,click\nx,a,0\ny,b,0\nx,b,0\n');
  await expect(page.getByRole('alert')).toContainText('the label "click" has 1 value ("0"), not 2. A label needs rows of both classes');
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();

  await openFile(page, 'shop.csv', shopCsv());
  await openSheet(page, 'Data');
  await page.getByLabel('Role of price').selectOption('label');
  await expect(page.getByRole('alert')).toContainText('Say which values are positive, such as "> 3".');
  await page.getByLabel('Positive values of “price”').fill('> 50');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await ready(page);

  await page.getByLabel('Role of visitor').selectOption('dense');
  await expect(page.getByRole('alert')).toContainText(
    /column "visitor", row [\d,]+ below the header: "v\d+" is not a number \(and so in \d+ rows: .*\)\. Give the column the role sparse/,
  );
  await page.getByLabel('Role of visitor').selectOption('sparse');
  await ready(page);

  const onlyX = shopCsv().replace(/,(phone|tablet|desk),/g, ',phone,');
  await openFile(page, 'one-domain.csv', onlyX);
  await page.getByLabel('Role of device').selectOption('domain');
  await expect(page.getByRole('list', { name: 'Notes on the data' })).toContainText('There is only one domain');
  await ready(page);
});

test('a setting out of range is named at its field and waits, and nothing typed is lost', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await page.getByLabel('Side k of H').fill('0');
  await expect(page.getByText('k must be a whole number from 1 to 256, not 0').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeDisabled();
  await expect(page.getByLabel('Side k of H')).toHaveValue('0');
  await page.getByLabel('Side k of H').fill('8');
  await ready(page);
});

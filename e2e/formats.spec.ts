import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as plain } from '@playwright/test';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { openFile, openSheet, ready } from './page';

// The watched page of the other tests lets no request leave; here one is asked for.
const test = plain;

const rows = Array.from({ length: 60 }, (_, i) => ({
  user: `u${i % 9}`,
  place: ['home', 'search'][i % 2] as string,
  price: i / 4,
  click: Number(i % 3 === 0),
}));
const csv = (names: string) => `${names}${rows.map(({ user, place, price, click }) => `${user},${place},${price},${click}\n`).join('')}`;

test('a file without a header, one in Latin-1, one in Parquet: read, said how, and read otherwise', async ({ page }) => {
  await page.goto('/');
  await openSheet(page, 'Data');
  const how = page.getByRole('region', { name: 'How it was read' });

  await openFile(page, 'plain.csv', csv(''));
  await expect(page.getByText('plain.csv · 60 rows')).toBeVisible();
  await expect(how.getByText('Read as CSV, commas, UTF-8, no header')).toBeVisible();
  await expect(page.getByText('the columns are called “column 1” to “column 4”')).toBeVisible();
  await how.getByText('Read as CSV').click();
  await page.getByLabel('First line', { exact: true }).selectOption('column names');
  await expect(page.getByText('plain.csv · 59 rows')).toBeVisible();
  await expect(page.getByLabel('Role of u0')).toBeVisible();

  await openFile(page, 'cities.csv', Buffer.from(csv('user,city,price,click\n').replaceAll('home', 'Köln'), 'latin1'));
  await expect(how.getByText('Read as CSV, commas, Windows-1252 / Latin-1 (Western), first line is the header')).toBeVisible();
  await how.getByText('Read as CSV').click();
  await expect(how.getByRole('row', { name: /Windows-1252.*Köln/ })).toBeVisible();
  await how.getByRole('button', { name: 'Read as Windows-1251 (Cyrillic)' }).click();
  await expect(how.getByText('Read as CSV, commas, Windows-1251 (Cyrillic)')).toBeVisible();

  const column = (name: keyof (typeof rows)[0], type: ColumnSource['type']) => ({ name, data: rows.map((row) => row[name]), type }) as ColumnSource;
  const parquet = parquetWriteBuffer({
    columnData: [column('user', 'STRING'), column('place', 'STRING'), column('price', 'DOUBLE'), column('click', 'INT32')],
  });
  await openFile(page, 'rows.parquet', Buffer.from(parquet));
  await expect(how.getByText('Read as Parquet')).toBeVisible();
  await expect(page.getByLabel('Role of click')).toHaveValue('label');

  await openFile(page, 'ragged.csv', csv('user,place,price,click\n').replace('u1,', 'u1,more,'));
  await expect(page.getByRole('alert')).toContainText('ragged.csv, line 3: this line has 5 fields, but the header has 4 columns.');
  await page.getByRole('button', { name: 'Skip these lines' }).click();
  await expect(page.getByText('ragged.csv · 59 rows')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('1 line has another number of fields than 4 and was skipped.')).toBeVisible();
});

test.describe('on the web', () => {
  let server: Server;
  let asked: string[] = [];
  const at = (path: string) => `http://localhost:${(server.address() as AddressInfo).port}${path}`;
  test.beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.cookie ?? ''}${request.headers.referer ?? ''}`);
      if (request.url?.startsWith('/open')) response.setHeader('Access-Control-Allow-Origin', '*');
      response.end(csv('user,place,price,click\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  test.afterAll(() => void server.close());
  test.beforeEach(() => {
    asked = [];
  });

  test('an address is asked once where its site allows it, and explained where not; a link asks the person first', async ({
    page: first,
    browser,
    baseURL,
  }) => {
    let page = first;
    await page.goto('/');
    await openSheet(page, 'Data');
    await page.getByText('Or paste a table, or open one from the web').click();
    await page.getByLabel('Address of a file').fill(at('/closed.csv'));
    await expect(page.getByText(/^localhost:\d+ will be asked for this file, once,/)).toBeVisible();
    await page.getByRole('button', { name: 'Fetch' }).click();
    await expect(page.getByRole('alert')).toContainText(/could not be asked, or its answer may not be read here\. .*\(CORS\).* Download the file/);

    asked = [];
    await page.getByLabel('Address of a file').fill(at('/open.csv'));
    await page.getByRole('button', { name: 'Fetch' }).click();
    await expect(page.getByText('open.csv · 60 rows')).toBeVisible();
    expect(asked).toEqual(['GET /open.csv ']);
    await expect(page).toHaveURL(/url=http/);

    // What is kept is not asked for again.
    asked = [];
    await page.reload();
    await expect(page.getByText('open.csv · 60 rows')).toBeVisible();
    expect(asked).toEqual([]);

    const link = `${new URL(page.url()).hash}&epochs=2`;
    page = await (await browser.newContext()).newPage();
    await page.goto(`${baseURL}${link}`);
    await expect(page.getByText(/This link names data at localhost/)).toBeVisible();
    // Who does not want it asked has the settings of the link all the same.
    await page.getByRole('button', { name: 'Do not ask: open a demo' }).click();
    await ready(page);
    await expect(page.getByLabel('Demo set')).toHaveValue('conflict');
    await expect(page).toHaveURL(/#epochs=2$/);
    await page.goto(`${baseURL}${link}`);
    await expect(page.getByText(/This link names data at localhost/)).toBeVisible();
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: /^Ask localhost:\d+ for it$/ }).click();
    await expect(page.getByText('open.csv · 60 rows')).toBeVisible();
    expect(asked).toEqual(['GET /open.csv ']);
  });
});

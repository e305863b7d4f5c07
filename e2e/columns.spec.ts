import { expect, test } from './fixtures';
import { button, openFile, openSheet, ready } from './page';

/** Pseudo-random, the same each time. */
const hash = (i: number, salt: number) => Math.imul(Math.imul(i + 1 + 7919 * salt, 2654435761) ^ 0x5bd1e995, 40503) >>> 9;
const clicked = (i: number) => hash(i, 0) % 10 < 3;
const csv = (columns: Record<string, (i: number) => string | number>) =>
  [
    Object.keys(columns).join(),
    ...Array.from({ length: 400 }, (_, i) =>
      Object.values(columns)
        .map((of) => of(i))
        .join(),
    ),
  ].join('\n');

const BASE = {
  user: (i: number) => hash(i, 1) % 30,
  place: (i: number) => ['home', 'search'][hash(i, 2) % 2] as string,
  price: (i: number) => (hash(i, 3) % 500) / 4,
};

test('the page asks for a label that no name tells; a changed role is said and undone; an alarm leaves its column out', async ({ page }) => {
  await page.goto('/');
  await openFile(
    page,
    'unnamed.csv',
    csv({
      ...BASE,
      work: (i) => ['Private', '?', 'State', 'Gov'][i % 4] as string,
      seen: (i) => Number(clicked(i)),
      kept: (i) => hash(i, 5) % 2,
      secs: (i) => (clicked(i) ? 4 + (hash(i, 4) % 90) : hash(i, 4) % 3),
    }),
  );
  const question = page.getByRole('region', { name: 'Which column is the label?' });
  await expect(question).toContainText('I find no label here: which column is it?');
  await expect(button(page, 'Train')).toBeDisabled();
  await question.getByRole('button', { name: /^seen 2 values/ }).click();
  await expect(question).toBeHidden();
  await ready(page);

  await openSheet(page, 'Data');
  await expect(page.getByLabel('Role of seen')).toHaveValue('label');
  const alarms = page.getByRole('region', { name: 'Alarms' });
  await expect(alarms).toContainText('“secs” alone tells the label');
  await button(page, 'Leave out secs').click();
  await expect(page.getByLabel('Role of secs')).toHaveValue('leave out');
  await expect(alarms).toBeHidden();

  await page.getByLabel('Role of user').selectOption('label');
  const said = page.getByText('“seen” is no longer the label; it is sparse again.');
  await expect(said).toBeVisible();
  // It comes a moment later, above, and moves what lies below: a press that is under way would miss.
  await expect(page.getByRole('alert').filter({ hasText: 'has 30 different values' })).toBeVisible();
  await button(page, 'Undo').click();
  await expect(page.getByLabel('Role of seen')).toHaveValue('label');
  await expect(page.getByLabel('Role of user')).toHaveValue('sparse');
  await expect(said).toBeHidden();

  await button(page, 'price').click();
  await expect(page.getByRole('region', { name: 'Values of price' }).getByRole('row').nth(1)).toContainText(/\d+ % to \d+ %/);
  await button(page, 'Take in secs').click();
  await expect(alarms).toContainText('“secs” alone tells the label');
  await button(page, 'Close Data').click();
  await expect(page.getByRole('note', { name: 'Alarm on the data' })).toContainText('results on these data may be too good to be true');
  await button(page, 'Show 1 alarm').click();
  await expect(alarms).toBeFocused();

  // A word for a missing value, from what is asked and from a column's values.
  await button(page, '“?” means missing').click();
  await expect(page.getByRole('row', { name: /^work / })).toContainText('25 %');
  await button(page, 'Undo what “?” means').click();
  await expect(button(page, '“?” means missing')).toBeVisible();
  await button(page, 'work').click();
  await button(page, 'Means missing Gov').click();
  await expect(page.getByText('“Gov” means missing now, in every column.')).toBeVisible();
  await button(page, 'Is a value Gov').click();
  await expect(page.getByText('“Gov” is a value like any other now.')).toBeVisible();
});

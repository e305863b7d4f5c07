import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RunRecord } from '../../runs/record';
import { epochRecord, evaluation, modelResult, startedRun } from '../../runs/run.test-helper';
import { withEvent } from '../../runs/with-event';
import { comparedRun, runWithUsers } from '../../runs/words/compared.test-helper';
import { render, until } from '../render.test-helper';
import { Views } from '../views/Views';
import { ResultFigure } from './ResultFigure';
import { Watch } from './Watch';

const done = (change: Partial<RunRecord> = {}): RunRecord => ({
  ...startedRun(),
  phase: 'done',
  epochs: [epochRecord(1, 0.7), epochRecord(2, 0.65)],
  ...modelResult(0.7, 1),
  baseline: { epochs: [epochRecord(1, 0.6), epochRecord(2, 0.62)], losses: [], ...modelResult(0.68, 2) },
  ...change,
});

/** The curves, and below them the results and the losses. */
const all = (
  <>
    <Watch />
    <Views />
  </>
);

/** The cells of a table, row by row, as they are read. */
const cellsOf = (host: HTMLElement) =>
  [...host.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()));

describe('the table of results', () => {
  test('the model beside its backbone, with the difference', async () => {
    const { host, text } = await render(<ResultFigure run={done()} />);
    expect(cellsOf(host)).toEqual([
      ['All rows', '0.70', '0.68', '+0.02 (no interval) recorded without an interval', '0.90', '4'],
      ['home', '0.70', '0.68', '+0.02 (no interval) recorded without an interval', '0.90', '4'],
    ]);
    expect(text()).toContain('On the test rows the AUC of HAMUR is 0.70, +0.02 against the backbone alone (0.68). Weights of epoch 1 (backbone: 2).');
  });

  test('the mean first, intervals where rows are enough for one, or the reason why there is none', async () => {
    const run = comparedRun([
      { name: 'home', rows: 2000, change: [0.02, 0.006] },
      { name: 'work', rows: 1000, change: [0.01, 0.008] },
      { name: 'video', rows: 39, change: null },
      { name: 'phone', rows: 20 },
    ]);
    const { host } = await render(<ResultFigure run={run} />);
    expect([...host.querySelectorAll('thead th')].map((each) => each.textContent)).toEqual([
      'Test rows',
      'HAMUR AUC',
      'Backbone AUC',
      'Difference (95 %)',
      'Best possible',
      'Rows',
    ]);
    const none = 'n/a All rows are negative, so there is no AUC.';
    expect(cellsOf(host)).toEqual([
      ['Mean over domains', '0.715', '0.700', '+0.015 (0.005 to 0.025)', '0.900', '3,000'],
      ['All rows', '0.712', '0.700', '+0.012 (0.002 to 0.022)', '0.700', '3,059'],
      ['home', '0.720', '0.700', '+0.020 (0.008 to 0.032)', '0.900', '2,000'],
      ['work', '0.710', '0.700', '+0.010 (−0.006 to 0.026)', '0.900', '1,000'],
      ['video', '0.75', '0.70', '+0.05 (no interval) fewer than ten rows of a class, too few for an interval', '0.90', '39'],
      ['phone', none, none, none, '0.90', '20'],
    ]);
  });

  test('the AUC per user beside the AUC, with how many users count; chosen, it is compared too', async () => {
    const run = comparedRun([
      { name: 'home', rows: 2000, change: [0.02, 0.006] },
      { name: 'work', rows: 1000, change: [0.01, 0.008] },
      { name: 'phone', rows: 20 },
    ]);
    const { host, does } = await render(<ResultFigure run={runWithUsers(run)} />);
    const heads = () => [...host.querySelectorAll('thead th')].map((each) => each.textContent);
    expect(heads()).toEqual(['Test rows', 'HAMUR AUC', 'Backbone AUC', 'Difference (95 %)', 'AUC per user', 'Best possible', 'Rows']);
    expect(cellsOf(host).map((cells) => cells[4])).toEqual(['0.615', '0.612', '0.620', '0.61', 'n/a All rows are negative, so there is no AUC.']);
    expect([...host.querySelectorAll('tbody td [title]')].map((each) => (each as HTMLElement).title)).toContain(
      'Mean over 30 of 40 users, who have 60 % of these rows. The rows of each other user are of one class.',
    );
    const ofUsers = runWithUsers(run);
    const domains = ofUsers.test?.domains.map((each) => ({ ...each, ...(each.perUser?.auc && { perUser: { ...each.perUser, users: 4 } }) }));
    const few = await render(<ResultFigure run={{ ...ofUsers, test: { ...ofUsers.test, domains } } as RunRecord} />);
    expect(cellsOf(few.host).map((cells) => cells[4])).toEqual([
      'n/a There is no domain with 10 users whose rows are of both classes.',
      '0.612',
      '0.620 few users: 4',
      '0.61 few users: 4',
      'n/a All rows are negative, so there is no AUC.',
    ]);
    await does(() => host.querySelectorAll<HTMLInputElement>('input[name="result-metric"]')[2]?.click());
    expect(heads()).toEqual(['Test rows', 'HAMUR per user', 'Backbone per user', 'Difference (95 %)', 'Best possible', 'Users', 'Rows']);
    expect(cellsOf(host).slice(0, 3)).toEqual([
      ['Mean over domains', '0.615', '0.590', '+0.020 (0.004 to 0.036)', '0.850', '– told for each domain: a user may be in several', '3,000'],
      ['All rows', '0.612', '0.590', '+0.022 (0.006 to 0.038)', '0.650', '30 of 40', '3,020'],
      ['home', '0.620', '0.590', '+0.03 (no interval) fewer than 30 users with rows of both classes, too few for an interval', '0.850', '30 of 40', '2,000'],
    ]);
  });

  test('LogLoss takes the place of AUC where it is chosen', async () => {
    const { host, does } = await render(<ResultFigure run={done({ test: { ...evaluation(0.7), logLoss: 0.45 } })} />);
    await does(() => host.querySelectorAll<HTMLInputElement>('input[name="result-metric"]')[1]?.click());
    expect([...host.querySelectorAll('thead th')].map((each) => each.textContent)).toEqual([
      'Test rows',
      'HAMUR LogLoss',
      'Backbone LogLoss',
      'Difference',
      'Best possible',
      'Rows',
    ]);
    expect(cellsOf(host)).toEqual([
      ['All rows', '0.45', '0.50', '−0.05', '0.50', '4'],
      ['home', '0.40', '0.40', '0.00', '0.40', '4'],
    ]);
  });

  test('a loss of AUC has a true minus sign', async () => {
    const { host } = await render(<ResultFigure run={done({ test: evaluation(0.66) })} />);
    expect(cellsOf(host)[0]?.[3]).toMatch(/^−0\.02 /);
  });

  test('where rows hold one class only there is no AUC and no difference, and it says why', async () => {
    const reason = 'one class only';
    const test = { ...evaluation(0.7), domains: [{ name: 'home', rows: 4, auc: null, logLoss: 0.4, reason }] };
    const { host, text } = await render(<ResultFigure run={done({ test })} />);
    expect(cellsOf(host)[1]).toEqual(['home', `n/a ${reason}`, '0.68', `n/a ${reason}`, '0.90', '4']);
    expect(text()).toContain('0.70, +0.02');
    const none = await render(<ResultFigure run={done({ test: { ...evaluation(null), reason } })} />);
    expect(none.text()).toContain('There is no test AUC: one class only.');
  });

  test('before the end it has its rows already, and says when they are measured', async () => {
    const { test: _, ...run } = done();
    const { baseline: __, ...early } = { ...run, phase: 'training' as const };
    const { host, text } = await render(<ResultFigure run={early} />);
    const later = '– measured at the end of the run';
    expect(cellsOf(host)[0]).toEqual(['All rows', later, later, later, '0.90', later]);
    expect(text()).toContain('The test rows are measured at the end of the run');
    const failed = await render(<ResultFigure run={{ ...early, phase: 'failed' }} />);
    expect(failed.text()).toContain('The run failed before its test rows were measured.');
  });

  test('without adapters there is nothing beside it', async () => {
    const run = done();
    const bare = { ...run, config: { ...run.config, model: { ...run.config.model, adapters: [] } } };
    const { host } = await render(<ResultFigure run={bare} />);
    expect([...host.querySelectorAll('thead th')].map((each) => each.textContent)).toEqual(['Test rows', 'Backbone AUC', 'Best possible', 'Rows']);
  });
});

test('on a phone both AUCs and their difference are seen without scrolling', async () => {
  await page.viewport(390, 844);
  const run = comparedRun([
    { name: 'home', rows: 2000, change: [0.01, 0.004] },
    { name: 'a long name of a domain', rows: 900, change: [-0.03, 0.02] },
  ]);
  const { host } = await render(<ResultFigure run={run} />, {}, 332);
  const box = host.querySelector('section[aria-label="Test results"]') as HTMLElement;
  const seen = box.getBoundingClientRect().right;
  for (const row of box.querySelectorAll('tr')) {
    const [, ours, theirs, difference] = [...row.children];
    for (const cell of [ours, theirs, difference]) expect(cell?.getBoundingClientRect().right).toBeLessThanOrEqual(seen);
  }
  expect(box.querySelectorAll('thead th')[3]?.textContent).toBe('Difference (95 %)');
  await page.viewport(414, 896);
});

describe('what is saved', () => {
  /** Presses a button that saves, and reads the file that the browser is given. */
  async function saved(page: Awaited<ReturnType<typeof render>>, name: string) {
    const files: { name: string; href: string }[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      files.push({ name: this.download, href: this.href });
    });
    await page.does(() => page.button(name).click());
    const file = await until(() => files[0], name);
    click.mockRestore();
    return { name: file.name, text: await (await fetch(file.href)).text() };
  }

  test('the small charts are one picture, each under its title; the numbers of both metrics are one table', async () => {
    const page = await render(all, { run: done(), view: 'results' });
    await until(() => page.host.querySelectorAll('svg.recharts-surface').length === 3, 'the curves and the loss');
    const svg = await saved(page, 'Save “Validation by epoch” as SVG');
    expect(svg.name).toBe('validation-by-epoch.svg');
    const titles = [...new DOMParser().parseFromString(svg.text, 'image/svg+xml').querySelectorAll('svg > svg > text')].map((each) => each.textContent);
    expect(titles).toEqual(['All rows', 'home']);
    expect(svg.text).toContain('>backbone alone</text>');
    expect((await saved(page, 'Save “Validation by epoch” as PNG')).text).toContain('PNG');
    const csv = await saved(page, 'Save “Validation by epoch” as CSV');
    expect(csv.text.split('\r\n').slice(0, 2)).toEqual(['Epoch,Model,Train loss,AUC,LogLoss,AUC home,LogLoss home', '1,HAMUR,0.6,0.7,0.5,0.7,0.4']);
    expect((await saved(page, 'Save “Training loss” as SVG')).text).toContain('loss, nats</text>');
    expect((await saved(page, 'Save “Test results” as CSV')).text).toContain('All rows,4,0.7,0.5,0.68,0.5,');
  });
});

describe('the curves', () => {
  test('what to do without a run; what went wrong in one that failed', async () => {
    const { text, change, host } = await render(<Watch />);
    expect(text()).toContain('Press Train. The curves then grow here');
    await change({ run: { ...startedRun(), phase: 'failed', message: 'The loss is no number any more.' } });
    expect(host.querySelector('[role="alert"]')?.textContent).toBe('The loss is no number any more.');
    await change({ run: { ...startedRun(), phase: 'training' } });
    expect(host.querySelector('[role="alert"]')).toBeNull();
  });

  test('the arrow keys read the values of an epoch out of all charts', async () => {
    const { host, does, text } = await render(<Watch />, { run: done() });
    const curves = host.querySelector<HTMLElement>('[aria-label^="Validation AUC by epoch: All rows, home."]') as HTMLElement;
    await until(() => curves.querySelectorAll('.recharts-line-curve').length === 4, 'the curves');
    const press = (key: string) => does(() => curves.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
    await press('ArrowRight');
    expect(text()).toContain('Epoch 1: All rows 0.70 (+0.10 against 0.60), home 0.70 (+0.10 against 0.60)');
    await press('End');
    expect(text()).toContain('Epoch 2: All rows 0.65 (+0.03 against 0.62)');
    expect(curves.querySelectorAll('[data-screen-only]').length, 'a line at the cursor in each chart').toBe(2);
    expect(text()).toContain('The ring marks epoch 1, whose weights count: there the validation AUC of HAMUR is 0.70. The verdict comes from the test rows.');
  });

  test('a pointer over one chart reads its values beside it, and those of all charts below', async () => {
    const { host, does, text } = await render(all, { run: done(), view: 'results' });
    await until(() => host.querySelectorAll('svg.recharts-surface').length === 3, 'the curves and the loss');
    const box = host.querySelector('.recharts-wrapper') as HTMLElement;
    await does(() => userEvent.hover(box, { position: { x: box.offsetWidth - 20, y: 40 } }));
    await until(() => text().includes('Epoch 2: All rows 0.65 (+0.03 against 0.62), home'), 'the reading');
    const told = [...host.querySelectorAll('[class*="_reading_"]')].map((each) => each.textContent);
    expect(told).toEqual(['Epoch 2, AUCHAMUR 0.65backbone alone 0.62difference +0.03best possible 0.90']);
  });

  test('the numbers are a table, made when it is unfolded', async () => {
    const { host, does } = await render(<Watch />, { run: done() });
    const fold = [...host.querySelectorAll('details')].find((each) => each.textContent?.startsWith('Show the values')) as HTMLDetailsElement;
    expect(fold.querySelector('table')).toBeNull();
    await does(() => {
      fold.open = true;
      return new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(cellsOf(fold)).toEqual([
      ['1', 'HAMUR', '0.60', '0.70', '0.50', '0.70'],
      ['1', 'backbone alone', '0.60', '0.60', '0.50', '0.60'],
      ['2', 'HAMUR', '0.60', '0.65', '0.50', '0.65'],
      ['2', 'backbone alone', '0.60', '0.62', '0.50', '0.62'],
    ]);
  });

  test('what is drawn is as tall when a run begins as when it ends', async () => {
    // Without the sentences, whose lines break by the fonts of the machine.
    const heights = () => [...host.querySelectorAll<HTMLElement>('figure [class*="_body_"]')].map((each) => each.offsetHeight);
    const { host, change } = await render(all, { run: done(), view: 'results' });
    await until(() => host.querySelectorAll('svg.recharts-surface').length === 3, 'the curves and the loss');
    const ended = heights();
    expect(ended).toHaveLength(3);
    await change({ run: withEvent(startedRun(), { type: 'phase', phase: 'training' }) });
    expect(heights()).toEqual(ended);
  });
});

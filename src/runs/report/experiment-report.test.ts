import { expect, test } from 'vitest';
import { scoreText } from '../../lib/score-text';
import { outcome } from '../experiment/outcome.test-helper';
import { experimentTable } from '../experiment/table';
import { experimentReport } from './experiment-report';

const names = ['with', 'without'];
const contestants = names.map((name) => ({ name, config: { model: { adapters: name === 'with' ? [1] : [] } } }));
const outcomes = [1, 2, 3].flatMap((seed) => [outcome('with', seed, [0.7 + seed / 100, 0.8]), outcome('without', seed, [0.68 + seed / 200, 0.79])]);
const table = experimentTable(outcomes, names, 'without');

test('it has what was found, each number, drawings and configurations, and asks for nothing', () => {
  const html = experimentReport(table, { contestants, reference: 'without' }, [1, 2, 3], { name: 'shop.csv', hash: 'abc', rows: 900 });
  for (const part of ['Method', 'Data', 'AUC', 'LogLoss', 'Each run', 'Cost', 'Configurations']) expect(html).toContain(`<h2>${part}</h2>`);
  expect(html).toContain('2 configurations on shop.csv, seeds 1, 2, 3');
  expect(html).toContain('without (reference)');
  // The mean over the two domains, of each run.
  for (const { seed, scores } of outcomes) expect(html, `seed ${seed}`).toContain(`<td>${scoreText(scores.auc.mean as number)}</td>`);
  const [auc] = table.tables;
  const difference = auc?.rows[0]?.cells[0]?.difference;
  expect(html).toContain(`+${scoreText(difference?.mean as number)}`);
  // Two runs by two metrics, and one difference of each: a dot for each seed.
  expect(html.match(/<circle/g)).toHaveLength(3 * (2 * 2 + 2));
  expect(html).not.toMatch(/<script|\s(src|href|onload)=|url\(|@import/i);
  expect(html).not.toMatch(/NaN|undefined/);
});

test('names stay text', () => {
  const bad = '"><script>alert(1)</script>';
  const named = outcomes.map((each) => ({ ...each, contestant: each.contestant === 'with' ? bad : 'without', domains: [bad, 'video'] }));
  const html = experimentReport(
    experimentTable(named, [bad, 'without'], 'without'),
    { contestants: [{ name: bad, config: {} }, contestants[1] as (typeof contestants)[number]], reference: 'without' },
    [1, 2, 3],
    { name: bad, hash: bad },
  );
  expect(html).not.toContain('<script');
  expect(html).toContain('&#60;script&#62;');
});

test('one seed has no spread and no interval', () => {
  const html = experimentReport(experimentTable(outcomes.slice(0, 2), names, 'without'), { contestants, reference: 'without' }, [1]);
  expect(html).toContain('unknown data, seed 1');
  expect(html).not.toMatch(/±\.|NaN|undefined/);
});

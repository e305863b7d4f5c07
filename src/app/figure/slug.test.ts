import { expect, test } from 'vitest';
import { slug } from './slug';

test('a name becomes part of a file’s name', () => {
  expect(slug('Domain similarity')).toBe('domain-similarity');
  expect(slug('  Δ “AUC” (HAMUR − baseline), é ')).toBe('δ-auc-hamur-baseline-e');
  expect(slug('域 相似')).toBe('域-相似');
  expect(slug('../../…')).toBe('figure');
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Look } from '../../protocol/insight';
import { decodeRun } from '../../runs/decode';
import { weightsByDomain } from '../../runs/inside/weights-by-domain';

const { looks } = decodeRun(readFileSync('public/runs/conflict-dcn.json', 'utf8'));
const [start, kept] = [looks[0], looks.find(({ final }) => final)] as [Look, Look];

test('in the stored default run the domains’ mean weights come apart from next to nothing, and rows of a domain come to differ too', () => {
  for (const name of ['W_down', 'W_up', 'H']) {
    expect(weightsByDomain(start, 0, name).share).toBeLessThan(0.12);
    expect(weightsByDomain(kept, 0, name).share).toBeGreaterThan(0.5);
  }
  // The silhouette weighs the one against the other: the rows win.
  expect(kept.similarity?.silhouette.mean).toBeLessThan(start.similarity?.silhouette.mean ?? 0);
});

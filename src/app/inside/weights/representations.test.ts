import { describe, expect, test } from 'vitest';
import type { Look, ProbeRows } from '../../../protocol/insight';
import { look } from '../../../runs/inside/look.test-helper';
import { representationsOf } from './representations';

describe('representations', () => {
  const probes: ProbeRows = { rows: Int32Array.of(4, 5, 6), domains: Int32Array.of(0, 0, 2), labels: new Uint8Array(3), columns: [], paired: 0 };
  const instances = { h: Float32Array.of(1, 1, 1, 1, 3, 3, 3, 3, 9, 9, 9, 9), predictions: new Float32Array(3) };
  const names = (each: Look, selected: number[], watched: number[]) =>
    representationsOf(each, ['a', 'b', 'c'], probes, new Set(selected), watched).map(({ name, about }) => `${name}: ${about}`);

  test('domains that have rows, then what is selected, then the rows that were asked for', () => {
    expect(names(look({ instances }), [0, 1], [7])).toEqual([
      'a: mean of 2 rows',
      'c: mean of 1 row',
      'selected: mean of 2 selected rows',
      'row 8: one row, of c',
    ]);
    const selected = representationsOf(look({ instances }), ['a', 'b', 'c'], probes, new Set([0, 1]), []).find(({ key }) => key === 'selected');
    expect(Array.from(selected?.h as Float32Array)).toEqual([2, 2, 2, 2]);
  });

  test('large numbers have a comma', () => {
    const each = look({ instances });
    const many = { ...each, domains: each.domains.map((domain) => ({ ...domain, rows: 1548 })), rows: each.rows.map((row) => ({ ...row, row: 11_109 })) };
    expect(names(many, [], [11_109])).toEqual(['a: mean of 1,548 rows', expect.any(String), 'c: mean of 1,548 rows', 'row 11,110: one row, of c']);
  });

  test('one selected row is that row; of a moment whose rows are gone there is no selection', () => {
    expect(names(look({ instances }), [2], [])).toContain('row 7: selected row');
    expect(names(look(), [0, 1], [])).toEqual(['a: mean of 2 rows', 'c: mean of 1 row']);
  });
});

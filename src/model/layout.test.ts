import { describe, expect, test } from 'vitest';
import { DEFAULT_MODEL } from '../config/complete';
import { BACKBONES, type ModelConfig } from '../config/run-config';
import { ADAPTERS } from './adapter';
import { EMBEDDINGS } from './embedding';
import { constant } from './init';
import { type Entry, Layout } from './layout';
import { Model } from './model';
import type { ModelShape } from './shape';

const SMALL: ModelConfig = { ...DEFAULT_MODEL, layers: [6, 5], adapters: [1, 2], hyper: [7], k: 3, bottleneck: 2, bottom: [4], experts: 2, levels: 2 };
/** A model's fields with embeddings of these widths, in turn; the domain is one of them. */
const shapeOf = (widths: number[]): ModelShape => ({
  fields: widths.map((width, i) => ({ name: i === widths.length - 1 ? 'domain_indicator' : `f${i}`, rows: 3 + i, width })),
  dense: 1,
  domains: 3,
});

/** Of each element of the flat buffer, the part of the entry that it is in; '' in a gap. */
function partsOf(layout: Layout): string[] {
  const parts = Array.from({ length: layout.size }, () => '');
  for (const { name, part } of layout.entries) parts.fill(part, ...layout.range(name));
  return parts;
}

describe('the range of a part holds all that is of the part, and nothing of another', () => {
  describe.each([{ widths: [4, 4, 4] }, { widths: [4, 2, 4, 2] }, { widths: [5, 3, 1] }])('embeddings %o', ({ widths }) => {
    test.each(BACKBONES.flatMap((backbone) => [{ backbone }, { backbone, adapters: [] }] as Partial<ModelConfig>[]))('%o', (change) => {
      const config = { ...SMALL, ...change };
      const { parameters } = new Model(shapeOf(widths), config);
      const parts = partsOf(parameters);
      for (const part of [EMBEDDINGS, ADAPTERS]) {
        const [from, to] = parameters.rangeOf(part);
        const inside = (i: number) => i >= from && i < to;
        expect(parts.flatMap((each, i) => (each !== '' && (each === part) !== inside(i) ? [`${each} ${i}`] : []))).toEqual([]);
        expect([parts[from], parts[to - 1]]).toEqual(part === EMBEDDINGS || config.adapters.length > 0 ? [part, part] : [parts[0], undefined]);
      }
      // The optimiser wants the adapters behind the embeddings.
      if (config.adapters.length > 0) expect(parameters.rangeOf(ADAPTERS)[0]).toBeGreaterThanOrEqual(parameters.rangeOf(EMBEDDINGS)[1]);
      // What the names say, the parts say too.
      for (const { name, part } of parameters.entries) {
        expect([name, part === EMBEDDINGS, part === ADAPTERS]).toEqual([name, /^embedding(\.|$)/.test(name), name.startsWith('adapter.')]);
      }
    });
  });
});

test('the range of a part begins with its first entry and ends with its last; of a part that is not there it is empty', () => {
  const entry = (name: string, part: string, size: number): Entry => ({ name, part, shape: [size], init: constant(0) });
  const layout = new Layout([entry('a', 'one', 3), entry('b', 'two', 5), entry('c', 'two', 2), entry('d', 'three', 4)]);
  expect(layout.rangeOf('two')).toEqual([layout.range('b')[0], layout.range('c')[1]]);
  expect(layout.rangeOf('one')).toEqual([0, 3]);
  expect(layout.rangeOf('four')).toEqual([0, 0]);
});

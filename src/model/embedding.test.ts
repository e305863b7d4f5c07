import { describe, expect, test } from 'vitest';
import { DEFAULT_MODEL } from '../config/complete';
import { randomStream } from '../lib/random';
import { startState } from '../training/step';
import { Model } from './model';
import type { FieldShape } from './shape';

const DOMAIN: FieldShape = { name: 'domain_indicator', rows: 3, width: 4 };
const field = (name: string, rows: number, width: number, share?: string): FieldShape => ({ name, rows, width, ...(share && { share }) });

const FIELDS: [what: string, fields: FieldShape[]][] = [
  ['one width', [field('a', 5, 4), field('b', 7, 4), DOMAIN]],
  ['several widths', [field('a', 5, 2), field('b', 7, 4), field('c', 3, 1), DOMAIN]],
  ['a width of the domain’s own', [field('a', 5, 2), field('b', 7, 2), DOMAIN]],
  ['shared tables', [field('a', 5, 4), field('again', 5, 4, 'a'), field('b', 7, 2), field('other', 7, 2, 'b'), DOMAIN]],
  ['the domain before others', [field('a', 5, 4), DOMAIN, field('b', 7, 4)]],
  ['the domain alone', [DOMAIN]],
];

describe.each(FIELDS)('%s', (_, fields) => {
  const started = (domainStart: number) => {
    const model = new Model({ fields, dense: 1, domains: 3 }, { ...DEFAULT_MODEL, domainStart });
    return { model, start: startState(model, 9) };
  };

  test.each([0.1, 1e-4, 0])('the domain’s embedding starts with a deviation of %f, and no other field’s does', (domainStart) => {
    const { model, start } = started(domainStart);
    const widths = [...new Set(fields.map(({ width }) => width))];
    for (const width of widths) {
      const name = widths.length === 1 ? 'embedding' : `embedding.${width}`;
      // Tables of one width lie one after the other, those that are shared once, and are drawn in one go.
      const owners = fields.filter((each) => each.width === width && each.share === undefined);
      const random = randomStream(9, `init/${name}`);
      const expected = owners.flatMap((owner) =>
        Array.from({ length: owner.rows * width }, () => random.normal() * (owner.name === DOMAIN.name ? domainStart : 1e-4)),
      );
      expect(model.parameters.view(start.parameters, name)).toEqual(Float32Array.from(expected));
    }
  });

  test('nothing else starts otherwise', () => {
    const [usual, loud] = [started(1e-4), started(0.1)];
    for (const { name, part } of usual.model.parameters.entries) {
      if (part === 'embeddings') continue;
      expect(loud.model.parameters.view(loud.start.parameters, name)).toEqual(usual.model.parameters.view(usual.start.parameters, name));
    }
  });
});

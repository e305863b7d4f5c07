import { expect, test } from 'vitest';
import { look } from './look.test-helper';
import { nearest, ofAnotherMoment } from './nearest';

const light = (epoch: number) => {
  const { map: _, similarity: __, ...rest } = look({ epoch, step: epoch });
  return rest;
};
const whole = (epoch: number) => look({ epoch, step: epoch });

test('a moment that has it shows its own; another the nearest, and the earlier of two', () => {
  const looks = [whole(0), light(1), light(2), light(3), whole(4), light(5)];
  expect([0, 1, 2, 3, 4, 5].map((moment) => nearest(looks, moment, 'map')?.epoch)).toEqual([0, 0, 0, 4, 4, 4]);
  expect(nearest([light(0), light(1)], 1, 'similarity')).toBeUndefined();
  // What is asked for counts, not what else is there.
  const { map: _, ...mapless } = whole(2);
  expect(nearest([whole(0), mapless], 1, 'map')?.epoch).toBe(0);
  expect(nearest([whole(0), mapless], 1, 'similarity')?.epoch).toBe(2);
});

test('that it is of another moment is said, and nothing where it is not', () => {
  const [chosen, shown] = [light(3), whole(4)];
  expect(ofAnotherMoment(chosen, shown)).toBe(' This is the nearest moment that has it; the chosen one is after 3 epochs.');
  expect(ofAnotherMoment(shown, shown)).toBe('');
});

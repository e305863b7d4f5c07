import { expect, test } from 'vitest';
import { sayColumns } from './say-scored';

const COLUMNS = { domain: ['place', 'device'], texts: ['user', 'place'], numbers: ['price'], extra: [] };

test('what is missing is not said to be read, for whatever it is wanted', () => {
  expect(sayColumns({ ...COLUMNS, missing: [] })).toContain('Read: the domain from “place”, “device”; values of “user”, “place”; numbers of “price”.');
  const [missing, read] = sayColumns({ ...COLUMNS, missing: ['place', 'price'] });
  expect(missing).toBe('Missing: “place”, “price”. Name the columns as in the data that the model was trained on.');
  expect(read).toBe('Read: the domain from “device”; values of “user”.');
});

test('where all is missing, nothing is said to be read', () => {
  const lines = sayColumns({ ...COLUMNS, missing: ['place', 'device', 'user', 'price'] });
  expect(lines.filter((line) => line.startsWith('Read'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { modelsTable } from './models-speed';

test('every model, and where there is PyTorch code of it the faster number of threads beside it', () => {
  const { title, rows } = modelsTable('WebAssembly', {
    ...{ date: '2030-01-02', cpu: 'A processor', cores: 2 },
    models: [
      { backbone: 'mlp', alone: [1000, 3000, 2000], hamur: [900, 1200, 1000] },
      { backbone: 'm3oe', alone: [10], hamur: [5] },
    ],
    pytorch: [
      { backbone: 'mlp', threads: 1, hamur: [500, 400, 600] },
      { backbone: 'mlp', threads: 2, hamur: [300, 2000, 100] },
    ],
  });
  expect(title).toContain('median of 3 rounds), A processor, 2 cores, 2030-01-02');
  expect(rows).toEqual([
    ['MLP', '2,000', '1,000', '500 (threads: 1)', '2.00'],
    ['M3oE', '10', '5', 'none', ''],
  ]);
});

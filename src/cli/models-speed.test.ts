import { expect, test } from 'vitest';
import { modelsTable } from './models-speed';

test('every model, alone and with HAMUR, each beside the PyTorch code of it where there is some', () => {
  const { title, rows } = modelsTable('WebAssembly', {
    ...{ date: '2030-01-02', cpu: 'A processor', cores: 2 },
    models: [
      { backbone: 'mlp', alone: [1000, 3000, 2000], hamur: [900, 1200, 1000] },
      { backbone: 'm3oe', alone: [10], hamur: [5] },
    ],
    pytorch: [{ backbone: 'mlp', alone: [4000, 1000, 5000], hamur: [500, 400, 600] }],
  });
  expect(title).toContain('median of 3 rounds), A processor, 2 cores, 2030-01-02');
  expect(rows).toEqual([
    ['MLP', '2,000', '4,000', '0.50', '1,000', '500', '2.00'],
    ['M3oE', '10', 'none', '', '5', 'none', ''],
  ]);
});

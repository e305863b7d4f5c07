import { expect, test } from 'vitest';
import { notebook } from './notebook';

const CELLS = ['# %% [markdown]\n# # {{title}}: a title\n#\n# Words.\n', '# %%\nimport torch\n\nx = 1  # %%\n', '# %%\nprint(x)\n'].join('\n');

test('cells become a notebook of nbformat 4', () => {
  const { cells, ...rest } = JSON.parse(notebook('MLP $& "x"', CELLS));
  expect(rest).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3' } } });
  expect(cells).toEqual([
    { cell_type: 'markdown', id: 'cell-0', metadata: {}, source: ['# MLP $& "x": a title\n', '\n', 'Words.'] },
    { cell_type: 'code', id: 'cell-1', metadata: {}, source: ['import torch\n', '\n', 'x = 1  # %%'], execution_count: null, outputs: [] },
    { cell_type: 'code', id: 'cell-2', metadata: {}, source: ['print(x)'], execution_count: null, outputs: [] },
  ]);
});

test('the notebook of a project is the same for the same title', () => {
  expect(notebook('a')).toBe(notebook('a'));
  expect(notebook('a')).not.toContain('{{');
  const { cells } = JSON.parse(notebook('DCN + HAMUR'));
  expect(cells[0].source[0]).toBe('# DCN + HAMUR: the matrices that it generates\n');
});

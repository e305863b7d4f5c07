import source from './notebook.py?raw';

const CELL = /^# %%( \[markdown\])?\n/m;

/**
 * A notebook (nbformat 4) of a text of cells: each begins with `# %%`, or with `# %% [markdown]` and is commented out.
 *
 * @param title of the model, as Markdown
 */
export function notebook(title: string, cells: string = source): string {
  const [, ...parts] = cells.split(CELL);
  const made = Array.from({ length: parts.length / 2 }, (_, n) => cell(n, parts[2 * n] !== undefined, (parts[2 * n + 1] as string).trim(), title));
  return `${JSON.stringify(
    {
      cells: made,
      metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' }, language_info: { name: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
}

function cell(n: number, isText: boolean, text: string, title: string) {
  const shown = isText ? text.replace(/^# ?/gm, '').replaceAll('{{title}}', () => title) : text;
  const source = shown.split(/(?<=\n)/);
  const common = { id: `cell-${n}`, metadata: {}, source };
  return isText ? { cell_type: 'markdown', ...common } : { cell_type: 'code', ...common, execution_count: null, outputs: [] };
}

import { toCsv } from '../../exports/csv';
import { answersOf, methodOf } from '../../runs/experiment/answer';
import { toLatex, toMarkdown, toRows } from '../../runs/experiment/formats';
import type { ExperimentRecord } from '../../runs/experiment/record';
import type { ExperimentTable } from '../../runs/experiment/table';

/** A form of the table that can be taken along. */
export interface Copy {
  name: string;
  /** Of its file. */
  ending: string;
  text: () => string;
}

/** The forms that `npm run experiment` writes, with the same content. */
export function copiesOf(
  table: ExperimentTable,
  { contestants, reference }: Pick<ExperimentRecord, 'contestants' | 'reference'>,
  seeds: readonly number[],
): Copy[] {
  const method = () => methodOf(table, seeds);
  return [
    { name: 'Markdown', ending: 'md', text: () => `${[...answersOf(table), toMarkdown(table), method()].join('\n\n')}\n` },
    { name: 'LaTeX', ending: 'tex', text: () => `${toLatex(table)}\n` },
    { name: 'CSV', ending: 'csv', text: () => toCsv(toRows(table)) },
    {
      name: 'JSON',
      ending: 'json',
      text: () => `${JSON.stringify({ experiment: { contestants, seeds, reference }, answers: answersOf(table), method: method(), table }, undefined, 2)}\n`,
    },
    { name: 'Method', ending: 'txt', text: () => `${method()}\n` },
  ];
}

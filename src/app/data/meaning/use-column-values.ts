import type { ColumnValues } from '../../../protocol/meaning';
import { useParts } from '../../store/use-app';
import { useDataAnswer } from './use-data-answer';

/** What a column of the open table holds; undefined until it is known, and where there is no such column. */
export function useColumnValues(column: string | undefined): ColumnValues | undefined {
  const { table, config } = useParts('table', 'config');
  const { missing } = config.data;
  const known = column !== undefined && table?.columns.some(({ name }) => name === column);
  const answer = useDataAnswer(known ? JSON.stringify([table?.hash, column, missing]) : undefined, (data) => data.columnValues(column as string, missing));
  return answer?.state === 'known' ? answer.value : undefined;
}

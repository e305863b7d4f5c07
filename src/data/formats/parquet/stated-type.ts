import type { SchemaTree } from 'hyparquet';
import type { StatedType } from '../../../protocol/reading';
import { exactScale } from './decimals';

/** What the file says that a column holds; nothing for a structure. */
export function statedType({ element, children }: SchemaTree): StatedType | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (children.length > 0) return converted === 'LIST' || logical?.type === 'LIST' ? 'list' : undefined;
  if (element.repetition_type === 'REPEATED') return 'list';
  if (converted === 'DATE' || converted?.startsWith('TIMESTAMP') || logical?.type === 'TIMESTAMP' || type === 'INT96') return 'date';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'FLOAT' || type === 'DOUBLE' || converted === 'DECIMAL' || exactScale(element) !== undefined || logical?.type === 'FLOAT16') return 'float';
  return type === 'INT32' || type === 'INT64' ? 'integer' : 'text';
}

/** Columns of a table that a column becomes: a structure becomes one for each of its parts. */
export function columnsOf(column: SchemaTree): number {
  const isStruct =
    column.children.length > 0 && statedType(column) !== 'list' && column.element.converted_type !== 'MAP' && column.element.repetition_type !== 'REPEATED';
  return isStruct ? column.children.reduce((sum, child) => sum + columnsOf(child), 0) : 1;
}

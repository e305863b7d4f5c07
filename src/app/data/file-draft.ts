import type { SourceFile } from '../../config/settings/source';
import type { Combined, FileInTable } from '../../protocol/files';

/** What a file gives, as a person is choosing it; it holds once they say so. */
export interface FileDraft {
  name: string;
  gives: 'rows' | 'columns' | 'nothing';
  part: string;
  domain: string;
  key: string;
  of: string;
}

export const GIVES: readonly { value: FileDraft['gives']; text: string }[] = [
  { value: 'rows', text: 'rows' },
  { value: 'columns', text: 'columns, by a key' },
  { value: 'nothing', text: 'nothing' },
];

/** All files, those that are left out too. */
export const filesOf = ({ files, leftOut }: Combined): FileInTable[] => [...files, ...leftOut];

/** What each file gives now. */
export function draftOf(combined: Combined): FileDraft[] {
  const used = combined.files.map(({ source: { name, part = '', domain = '', key = '', of = key } }) => ({
    name,
    gives: key === '' ? ('rows' as const) : ('columns' as const),
    part,
    domain,
    key,
    of,
  }));
  return [...used, ...combined.leftOut.map(({ source: { name } }) => ({ name, gives: 'nothing' as const, part: '', domain: '', key: '', of: '' }))];
}

/**
 * The draft with one file changed. A file whose columns are to be added begins with a key that the rows have too; one of several whose rows
 * count begins with its name as its domain, unless they are parts.
 */
export function withChange(draft: readonly FileDraft[], combined: Combined, name: string, change: Partial<FileDraft>): FileDraft[] {
  const next = draft.map((file) => (file.name === name ? { ...file, ...change } : file));
  const ofRows = columnsOfRows(combined, next, name);
  const rows = next.filter(({ gives }) => gives === 'rows');
  const areParts = rows.some(({ part }) => part !== '');
  return next.map((file) => {
    if (file.name !== name) return file;
    if (file.gives === 'columns' && file.key === '') {
      const { columns } = filesOf(combined).find(({ source }) => source.name === name) as FileInTable;
      const key = columns.find((column) => ofRows.includes(column)) ?? columns[0] ?? '';
      return { ...file, key, of: ofRows.includes(key) ? key : (ofRows[0] ?? '') };
    }
    return file.gives === 'rows' && rows.length > 1 && file.domain === '' && !areParts && change.gives ? { ...file, domain: name } : file;
  });
}

/**
 * The columns in which a key of the rows may stand: those of the files that give rows, then those that others add.
 *
 * @param joined the file whose key it is: its own columns are not there yet
 */
export function columnsOfRows(combined: Combined, draft: readonly FileDraft[], joined: string): string[] {
  const others = filesOf(combined).filter(({ source }) => source.name !== joined);
  const columnsOf = (gives: FileDraft['gives']) =>
    others.flatMap(({ source, columns }) => (draft.find(({ name }) => name === source.name)?.gives === gives ? columns : []));
  return [...new Set([...columnsOf('rows'), ...columnsOf('columns')])];
}

/** As a configuration says it. @returns undefined where no file gives rows */
export function sourcesOf(draft: readonly FileDraft[]): SourceFile[] | undefined {
  const rows = draft.filter(({ gives }) => gives === 'rows');
  if (rows.length === 0) return undefined;
  const joined = draft.filter(({ gives }) => gives === 'columns');
  // Where nothing were said of any file, it would be found by looking.
  const silent = rows.length > 1 && joined.length === 0 && rows.every(({ part, domain }) => part === '' && domain === '');
  return [
    ...rows.map(({ name, part, domain }) => ({ name, ...(part !== '' && { part }), ...((domain !== '' || silent) && { domain: domain || name }) })),
    ...joined.map(({ name, key, of }) => ({ name, key, ...(of !== key && { of }) })),
  ];
}

/** Whether two drafts say the same. */
export const sameDraft = (a: readonly FileDraft[], b: readonly FileDraft[]) => JSON.stringify(sourcesOf(a)) === JSON.stringify(sourcesOf(b));

/** As a person reads it. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

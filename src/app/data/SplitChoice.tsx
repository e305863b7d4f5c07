import { useRef } from 'react';
import { DEFAULT_SPLIT } from '../../config/complete';
import { splitColumn } from '../../config/fields';
import { readNumbers } from '../../config/kinds/numbers';
import type { SplitConfig } from '../../config/run-config';
import { FileInput } from '../parts/FileInput';
import { FlagField } from '../parts/FlagField';
import { SelectField } from '../parts/SelectField';
import { TextField } from '../parts/TextField';
import { withoutPartingColumn } from '../store/domain';
import { useParts } from '../store/use-app';

type Kind = 'ratios' | 'time' | 'users' | 'last' | 'column' | 'rows';
const KINDS: { value: Kind; text: string }[] = [
  { value: 'ratios', text: 'random shares' },
  { value: 'time', text: 'by time: the oldest rows train' },
  { value: 'users', text: 'by user: all rows of a user in one part' },
  { value: 'last', text: 'the last row of each user tests' },
  { value: 'column', text: 'by a column of the file' },
  { value: 'rows', text: 'by a file of row numbers' },
];

const kindOf = (split: SplitConfig): Kind =>
  'rowsFile' in split
    ? 'rows'
    : 'timeColumn' in split
      ? 'time'
      : 'column' in split
        ? 'column'
        : 'userRatios' in split
          ? 'users'
          : 'lastOfUser' in split
            ? 'last'
            : 'ratios';

/** Names of columns that say when a row was. */
const TIME = /time|date|day|when|^ts$|_at$/i;

type Shares = [number, number, number];

/** How rows are divided into train, validation and test. */
export function SplitChoice() {
  const { config, roles, table, rowsFile, set, setRoles, note, pickRowsFile } = useParts(
    'config',
    'roles',
    'table',
    'rowsFile',
    'set',
    'setRoles',
    'note',
    'pickRowsFile',
  );
  const chooser = useRef<HTMLInputElement>(null);
  const { split } = config;
  const kind = kindOf(split);
  const columns = table?.columns.map(({ name }) => name) ?? [];
  const likely = (words: RegExp) => columns.find((name) => words.test(name)) ?? columns[0] ?? '';
  const user = roles.group || likely(/user|member|customer|visitor|uid/i);
  /** A column that parts the rows is no field besides. */
  const say = (next: SplitConfig, group?: string) => {
    const parting = splitColumn(next);
    const { wasField } = withoutPartingColumn(roles, parting ?? '');
    if (parting !== undefined && wasField) {
      setRoles((now) => withoutPartingColumn(now, parting).roles);
      note(`“${parting}” parts the rows, so it is no field any more. Its role in the table of columns brings it back.`);
    }
    set({ split: next, ...(group !== undefined && { data: { group } }) });
  };
  const choose = (next: Kind) => {
    const starts: Record<Kind, SplitConfig> = {
      ratios: DEFAULT_SPLIT,
      time: { timeColumn: likely(TIME) },
      users: { userRatios: [...DEFAULT_SPLIT.ratios] },
      last: { lastOfUser: likely(TIME) },
      column: { column: likely(/split|fold|set|part/i) },
      rows: { rowsFile: rowsFile?.name ?? 'split.json' },
    };
    say(starts[next], next === 'users' || next === 'last' ? user : undefined);
  };
  const options = columns.map((name) => ({ value: name, text: name }));
  const shares = (text: string) => readNumbers(text) as Shares;
  return (
    <div className="stack">
      <SelectField label="Split" value={kind} options={KINDS} onChange={choose} />
      {kind === 'ratios' && 'ratios' in split && !('timeColumn' in split) && (
        <>
          <TextField
            label="Shares of train, validation, test"
            path="split.ratios"
            text={split.ratios.join(', ')}
            read={(text) => set({ split: { ...split, ratios: shares(text) } })}
          />
          <FlagField
            label="The same shares of each domain’s positive and negative rows"
            value={split.stratify ?? false}
            onChange={(stratify) => {
              const { stratify: _, ...rest } = split;
              set({ split: stratify ? { ...rest, stratify } : rest });
            }}
          />
        </>
      )}
      {'timeColumn' in split && (
        <>
          <SelectField
            label="Column"
            path="split.timeColumn"
            value={split.timeColumn}
            options={options}
            onChange={(name) => say({ ...split, timeColumn: name })}
          />
          <TextField
            label="Shares of train, validation, test"
            path="split.ratios"
            text={(split.ratios ?? DEFAULT_SPLIT.ratios).join(', ')}
            read={(text) => set({ split: { ...split, ratios: shares(text) } })}
          />
        </>
      )}
      {'column' in split && (
        <SelectField label="Column" path="split.column" value={split.column} options={options} onChange={(name) => say({ column: name })} />
      )}
      {'userRatios' in split && (
        <TextField
          label="Shares of train, validation, test"
          path="split.userRatios"
          text={split.userRatios.join(', ')}
          read={(text) => set({ split: { ...split, userRatios: shares(text) } })}
        />
      )}
      {'lastOfUser' in split && (
        <SelectField label="Ordered by" path="split.lastOfUser" value={split.lastOfUser} options={options} onChange={(name) => say({ lastOfUser: name })} />
      )}
      {'rowsFile' in split && (
        <div className="row">
          <button type="button" onClick={() => chooser.current?.click()}>
            Choose row numbers
          </button>
          <span className="soft">
            {rowsFile?.name === split.rowsFile
              ? rowsFile.name
              : `${split.rowsFile} is needed: JSON with the lists train, val and test. Rows are counted from 0.`}
          </span>
          <FileInput chooser={chooser} id="rows-file" accept=".json,.gz" onFile={pickRowsFile} />
        </div>
      )}
    </div>
  );
}

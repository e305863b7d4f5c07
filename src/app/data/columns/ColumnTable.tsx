import { useRef, useState } from 'react';
import type { Roles } from '../../../config/run-config';
import { withIsolatedQuotes } from '../../../lib/isolated';
import type { ColumnProfile } from '../../../protocol/columns';
import type { OpenTable } from '../../../protocol/data';
import { SettingField } from '../../parts/SettingField';
import { Fold } from '../../parts/shown-fields';
import { useParts } from '../../store/use-app';
import { FieldSettings } from '../FieldSettings';
import { DenseSettings, RowSettings } from '../Meaning';
import { ColumnRows } from './ColumnRows';
import styles from './columns.module.css';
import { LeakAlarms } from './LeakAlarms';
import { MissingWords } from './MissingWords';
import { type OfRows, shownRoles, type TableRole, type Used, withChange } from './table-roles';

/** So many columns are seen at once, all of them; of more a page, and those that are left out in a fold. */
const [FEW, PAGE] = [12, 24];

/** What a change of a role has done to others, and what was before it. */
interface Changed {
  said: string[];
  before: Used;
  /** Whether there is something to undo. */
  isChange: boolean;
}

/** Every column with its role and why, what gives the answer away, and how label and domain are read. */
export function ColumnTable({ table }: { table: OpenTable }) {
  const { roles, input, config, set, setRoles, setWeight } = useParts('roles', 'input', 'config', 'set', 'setRoles', 'setWeight');
  // While something is wrong with the settings, `config` is that of before.
  const ofRows: OfRows = { split: input.split ?? config.split, weight: input.data?.weight };
  /** Roles that were, the latest first: a column that gives a role back is again what it was. */
  const earlier = useRef<readonly Roles[]>([table.proposed]);
  const [changed, setChanged] = useState<Changed>();
  const shown = shownRoles(roles, ofRows, table.proposal);

  const use = ({ roles: next, split, weight }: Used) => {
    setRoles(() => next);
    if (split !== ofRows.split) set({ split });
    if (weight !== ofRows.weight) setWeight(weight);
  };
  const change = (profile: ColumnProfile, role: TableRole) => {
    const before: Used = { roles, ...ofRows };
    const names = table.columns.map(({ name }) => name);
    const { said, ...next } = withChange(before, profile, role, earlier.current, names);
    earlier.current = [roles, ...earlier.current];
    use(next);
    setChanged(said.length > 0 ? { said, before, isChange: next.roles !== roles } : undefined);
  };
  const undo = ({ before }: Changed) => {
    use(before);
    setChanged(undefined);
  };
  const rows = { rows: table.rows, shown, withReasons: table.proposal !== undefined, onRole: change };
  return (
    <div className={`stack ${styles.columns}`}>
      <LeakAlarms
        onLeaveOut={(column) => {
          const profile = table.columns.find(({ name }) => name === column);
          if (profile) change(profile, 'leave out');
        }}
      />
      {notesOf(table, roles).map((note) => (
        <p key={note} className="soft">
          {withIsolatedQuotes(note)}
        </p>
      ))}
      <div role="status" className={changed ? `note ${styles.changed}` : undefined}>
        {changed && (
          <>
            <span>{changed.said.join(' ')}</span>
            {changed.isChange && (
              <button type="button" onClick={() => undo(changed)}>
                Undo
              </button>
            )}
          </>
        )}
      </div>
      <MissingWords columns={table.columns} />
      {table.columns.length <= FEW ? <ColumnRows {...rows} caption="Columns" columns={table.columns} /> : <ManyColumns table={table} rows={rows} />}
      <FieldSettings />
      <DenseSettings />
      <RowSettings />
      <SettingField path="data.fitOn" />
    </div>
  );
}

/** What is said of the proposed label and domain goes when they do; where there is no label, the page asks. */
function notesOf({ proposal }: OpenTable, { label, domain }: Roles): string[] {
  const same =
    proposal && label.column !== '' && label.column === proposal.roles.label.column && JSON.stringify(domain) === JSON.stringify(proposal.roles.domain);
  return same ? proposal.notes : [];
}

/** Those that are used, searched and by the page; those that are left out in a fold, so that they can all be found. */
function ManyColumns({ table, rows }: { table: OpenTable; rows: Omit<Parameters<typeof ColumnRows>[0], 'caption' | 'columns'> }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? table.columns : table.columns.filter(({ name }) => name.toLowerCase().includes(wanted));
  const used = found.filter(({ name }) => rows.shown(name).role !== 'leave out');
  const left = found.filter(({ name }) => rows.shown(name).role === 'leave out');
  return (
    <>
      <div className={styles.search}>
        <label htmlFor="column-search">Find a column</label>
        <input id="column-search" type="search" value={search} onChange={(event) => setSearch(event.target.value)} autoComplete="off" spellCheck={false} />
        <span className="soft" role="status">
          {wanted === '' ? `${counted(used.length)} used, ${left.length.toLocaleString('en')} left out` : `${found.length.toLocaleString('en')} found`}
        </span>
      </div>
      {used.length > 0 && <Paged key={wanted} caption="Columns" columns={used} rows={rows} />}
      {left.length > 0 && (
        <Fold summary={`Left out: ${counted(left.length)}`} open={wanted !== '' && used.length === 0} key={`left ${wanted !== '' && used.length === 0}`}>
          <Paged key={wanted} caption="Columns that are left out" columns={left} rows={rows} />
        </Fold>
      )}
    </>
  );
}

function Paged({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly ColumnProfile[];
  rows: Omit<Parameters<typeof ColumnRows>[0], 'caption' | 'columns'>;
}) {
  const [most, setMost] = useState(PAGE);
  const more = columns.length - most;
  return (
    <div className="stack">
      <ColumnRows {...rows} caption={caption} columns={columns.slice(0, most)} />
      {more > 0 && (
        <button type="button" className={styles.more} onClick={() => setMost(most + PAGE)}>
          Show {Math.min(PAGE, more)} more of {more.toLocaleString('en')}
        </button>
      )}
    </div>
  );
}

const counted = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'column' : 'columns'}`;

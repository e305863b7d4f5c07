import { denseColumn, fieldColumn } from '../../config/fields';
import type { Roles, RunConfig } from '../../config/run-config';
import type { LeakAlarm, LeakReport } from '../../protocol/columns';
import type { OpenTable } from '../../protocol/data';
import type { Deps } from './deps';
import type { AppState, AppStore, Slice } from './store';

/** What gives the label away in the open table, and the way to it. */
export interface LeaksSlice {
  /** What was found last, and in which table. */
  leaks: { hash: string; report: LeakReport } | undefined;
  /** How often the person asked to see the alarms. */
  alarmsAsked: number;
  /** Opens the data sheet at the alarms. */
  showAlarms(): void;
}

export const leaksSlice: Slice<LeaksSlice> = (set) => ({
  leaks: undefined,
  alarmsAsked: 0,
  showAlarms: () => set(({ alarmsAsked }) => ({ sheet: 'data', alarmsAsked: alarmsAsked + 1 })),
});

/** Has the open table looked at when its settings are known to make sense, and anew when roles, split or the words for a missing value change. */
export function watchLeaks(store: AppStore, { session }: Deps): void {
  let last: readonly unknown[] = [];
  let asked = '';
  store.subscribe(({ table, preview, problems, roles, config: { split, data } }) => {
    if (!table || !preview || problems.length > 0) return;
    // Demo sets are made without columns that give their own label away.
    if (table.source === 'demo' && roles.label.column === table.proposed.label.column) return;
    const { missing } = data;
    const now = [table, roles, split, missing];
    if (now.every((each, i) => each === last[i])) return;
    last = now;
    const key = JSON.stringify([table.hash, roles, split, missing]);
    if (key === asked) return;
    asked = key;
    // What comes late is dropped; what is wrong with the settings is said by the preview.
    const take = (leaks: LeaksSlice['leaks']) => asked === key && store.setState({ leaks });
    session()
      .data.alarms(roles, split, missing)
      .then(
        (report) => take({ hash: table.hash, report }),
        () => take(undefined),
      );
  });
}

type Known = Pick<AppState, 'leaks' | 'roles'> & { table: Pick<OpenTable, 'hash'> | undefined; config: Pick<RunConfig, 'split'> };

/** The alarms that hold. Until an answer comes, what was found of columns that are still read does: nothing flickers. */
export function heldAlarms({ table, leaks, roles, config: { split } }: Known): LeakAlarm[] {
  if (!table || leaks?.hash !== table.hash) return [];
  const read = readColumns(roles);
  return leaks.report.alarms.filter(({ advice, column }) => (advice === 'leave out' ? read.has(column) : 'ratios' in split && !('timeColumn' in split)));
}

/** Columns that the model reads as features. */
function readColumns({ label, sparse, dense }: Roles): Set<string> {
  const read = new Set([...sparse.map(fieldColumn), ...dense.map(denseColumn)]);
  read.delete(label.column);
  return read;
}

/** Such as "2 alarms". */
export const alarmCount = ({ length }: readonly unknown[]) => `${length.toLocaleString('en')} ${length === 1 ? 'alarm' : 'alarms'}`;

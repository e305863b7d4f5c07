import { useRef } from 'react';
import type { Roles } from '../../config/run-config';
import type { ColumnProfile, OpenTable } from '../../protocol/data';
import { SettingField } from '../parts/SettingField';
import { Table } from '../parts/Table';
import { COLUMN_ROLES, type ColumnRole, roleOf, withRole } from '../store/roles';
import { useParts } from '../store/use-app';
import styles from './data.module.css';
import { FieldSettings } from './FieldSettings';
import { DenseSettings, RowSettings } from './Meaning';

/** So many columns are seen at once. */
const FEW = 12;

/** Every column with its role. */
export function ColumnTable({ table }: { table: OpenTable }) {
  const { roles, setRoles } = useParts('roles', 'setRoles');
  /** Roles that were, the latest first: a column that gives a role back is again what it was. */
  const earlier = useRef<readonly Roles[]>([table.proposed]);
  const change = (column: string, role: ColumnRole) =>
    setRoles((now) => {
      const next = withRole(now, column, role, earlier.current);
      earlier.current = [now, ...earlier.current];
      return next;
    });
  return (
    <div className={`stack ${styles.columns}`}>
      <Table
        caption="Columns"
        // A box that scrolls would cut the last of a few rows.
        shape={table.columns.length > FEW ? 'tall' : 'wide'}
        columns={['Column', 'Role', 'Type', { head: 'Distinct', number: true }, { head: 'Missing', number: true }, 'Most frequent']}
        rows={table.columns.map((column) => ({
          key: column.name,
          cells: [
            column.name,
            <select
              key="role"
              aria-label={`Role of ${column.name}`}
              value={roleOf(column.name, roles)}
              onChange={(event) => change(column.name, event.target.value as ColumnRole)}
            >
              {COLUMN_ROLES.map((role) => (
                <option key={role}>{role}</option>
              ))}
            </select>,
            column.type,
            column.distinct.toLocaleString('en'),
            column.missing.toLocaleString('en'),
            <div key="sample" className={styles.sample}>
              {sampleOf(column)}
            </div>,
          ],
        }))}
      />
      <FieldSettings />
      <DenseSettings />
      <RowSettings />
      <SettingField path="data.fitOn" />
    </div>
  );
}

function sampleOf({ top }: ColumnProfile): string {
  return top
    .slice(0, 3)
    .map(({ value }) => value)
    .join(', ');
}

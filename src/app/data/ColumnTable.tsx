import { useRef } from 'react';
import type { DomainConfig, Roles } from '../../config/run-config';
import type { ColumnProfile } from '../../protocol/columns';
import type { OpenTable } from '../../protocol/data';
import { SettingField } from '../parts/SettingField';
import { Table } from '../parts/Table';
import { TextField } from '../parts/TextField';
import { COLUMN_ROLES, type ColumnRole, roleOf, withRole } from '../store/roles';
import { useParts } from '../store/use-app';
import styles from './data.module.css';
import { FieldSettings } from './FieldSettings';

/** So many columns are seen at once. */
const FEW = 12;

/** Every column with its role, and how label and domain are read. */
export function ColumnTable({ table }: { table: OpenTable }) {
  const { roles, set, setRoles } = useParts('roles', 'set', 'setRoles');
  const { label, domain } = roles;
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
      <TextField
        label={`Positive values of “${label.column}”`}
        path="data.label.positive"
        hint="For example > 3, or yes. Left empty: of two values the one that says yes, else the greater."
        text={label.positive ?? ''}
        read={(text) => set({ data: { label: { column: label.column, ...(text.trim() && { positive: text }) } } })}
      />
      {'column' in domain && <DomainGroups domain={domain} />}
      <FieldSettings />
      <SettingField path="data.fitOn" />
    </div>
  );
}

/** How the values of the domain's column make domains. */
function DomainGroups({ domain }: { domain: Extract<DomainConfig, { column: string }> }) {
  const { set } = useParts('set');
  return (
    <TextField
      label={`Groups of “${domain.column}”, one per line`}
      path="data.domain.groups"
      hint="For example < 25, or 25..34, or 1, 18. With a name: young: < 25. Left empty: every value is a domain."
      rows={4}
      text={(domain.groups ?? []).map((group) => (typeof group === 'string' ? group : `${group.name}: ${group.values}`)).join('\n')}
      read={(text) => {
        const groups = text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(readGroup);
        set({ data: { domain: { column: domain.column, ...(groups.length > 0 && { groups }) } } });
      }}
    />
  );
}

function readGroup(line: string): string | { name: string; values: string } {
  const at = line.indexOf(':');
  return at > 0 ? { name: line.slice(0, at).trim(), values: line.slice(at + 1).trim() } : line.trim();
}

function sampleOf({ top }: ColumnProfile): string {
  return top
    .slice(0, 3)
    .map(({ value }) => value)
    .join(', ');
}

import { Fragment, useState } from 'react';
import { withIsolatedQuotes } from '../../../lib/isolated';
import type { ColumnProfile } from '../../../protocol/columns';
import { ColumnDetail } from './ColumnDetail';
import styles from './columns.module.css';
import { percentText } from './number-text';
import { Spread } from './Spread';
import { type Shown, TABLE_ROLES, type TableRole, usualRole } from './table-roles';

/** Columns with their role, why they have it, and what they hold. A row opens to show more. */
export function ColumnRows({
  caption,
  columns,
  rows,
  shown,
  withReasons,
  onRole,
}: {
  caption: string;
  columns: readonly ColumnProfile[];
  /** Of the table. */
  rows: number;
  shown: (column: string) => Shown;
  withReasons: boolean;
  onRole: (profile: ColumnProfile, role: TableRole) => void;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string) => setOpen((now) => (now.has(name) ? new Set([...now].filter((each) => each !== name)) : new Set([...now, name])));
  const heads = ['Column', 'Role', ...(withReasons ? ['Why'] : []), 'Type', 'Distinct', 'Missing', 'Values'];
  return (
    <table className={styles.table}>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className={head === 'Distinct' || head === 'Missing' ? 'number' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((profile) => {
          const { name, type, distinct, missing } = profile;
          const { role, why } = shown(name);
          const isOpen = open.has(name);
          return (
            <Fragment key={name}>
              <tr>
                <th scope="row">
                  <button type="button" className={styles.name} aria-expanded={isOpen} title={name} onClick={() => toggle(name)}>
                    {name}
                  </button>
                </th>
                <td>
                  <select aria-label={`Role of ${name}`} value={role} onChange={(event) => onRole(profile, event.target.value as TableRole)}>
                    {TABLE_ROLES.map(({ value, text }) => (
                      <option key={value} value={value}>
                        {text}
                      </option>
                    ))}
                  </select>
                </td>
                {withReasons && (
                  <td className={styles.why}>
                    {withIsolatedQuotes(why)}{' '}
                    {role === 'leave out' && type !== 'empty' && (
                      <button type="button" className={styles.take} onClick={() => onRole(profile, usualRole(profile))}>
                        Take in<span className="hidden"> {name}</span>
                      </button>
                    )}
                  </td>
                )}
                <td className={styles.type}>{type}</td>
                <td className="number" data-head="Distinct">
                  {distinct.toLocaleString('en')}
                </td>
                <td className="number" data-head="Missing">
                  {missing === 0 ? '0' : percentText(missing / rows)}
                </td>
                <td>
                  <Spread profile={profile} rows={rows} />
                </td>
              </tr>
              {isOpen && (
                <tr className={styles.opened}>
                  <td colSpan={heads.length}>
                    <ColumnDetail profile={profile} rows={rows} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

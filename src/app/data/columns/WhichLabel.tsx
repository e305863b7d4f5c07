import { domainColumns } from '../../../config/complete';
import { withRole } from '../../store/roles';
import { useParts } from '../../store/use-app';
import styles from './columns.module.css';

/** Where no column looks like the label: the question, and the likely answers. */
export function WhichLabel() {
  const { table, setRoles } = useParts('table', 'setRoles');
  if (!table) return null;
  const likely = table.proposal?.labels ?? [];
  const take = (column: string, positive?: string) =>
    setRoles((now) => {
      const next = withRole(now, column, 'label');
      const isDomain = domainColumns(now.domain).includes(column);
      return { ...next, label: { column, ...(positive !== undefined && { positive }) }, ...(isDomain && { domain: { rows: 'all' } }) };
    });
  return (
    <section className={`note ${styles.question}`} aria-label="Which column is the label?">
      <p>
        <b>I find no label here: which column is it?</b> It tells of each row whether it was clicked, bought or liked.
      </p>
      <div className="row">
        {likely.map(({ column, positive, why }) => (
          <button key={column} type="button" onClick={() => take(column, positive)}>
            <b>{column}</b> <span className="soft">{why}</span>
          </button>
        ))}
        <select aria-label="Another column" value="" onChange={(event) => take(event.target.value)}>
          <option value="">{likely.length > 0 ? 'Another column' : 'Choose a column'}</option>
          {table.columns.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
    </section>
  );
}

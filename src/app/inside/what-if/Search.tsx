import { useState } from 'react';
import { errorText } from '../../../lib/error-text';
import type { FoundRow } from '../../../protocol/insight';
import { DomainName } from '../../parts/DomainName';
import { Table } from '../../parts/Table';
import { useSession } from '../../store/use-app';
import { AskLine } from '../AskLine';
import styles from '../inside.module.css';

/** Finds rows by one condition. */
/** @param columns of the run's table, which may not be the one that is open */
export function Search({ domains, columns, onPick }: { domains: string[]; columns: readonly string[]; onPick: (row: number) => void }) {
  const session = useSession();
  const [column, setColumn] = useState(columns[0] ?? '');
  const [test, setTest] = useState('');
  const [found, setFound] = useState<{ rows: FoundRow[]; total: number }>();
  const [problem, setProblem] = useState('');
  const search = async () => {
    setProblem('');
    try {
      setFound(await session().inside.findRows(test.trim() === '' ? [] : [{ column, test }]));
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <section className="stack" aria-label="Find a row">
      <AskLine ask="Find" problem={problem} onAsk={() => void search()}>
        <label className="row">
          Find rows whose
          <select value={column} onChange={(event) => setColumn(event.target.value)}>
            {columns.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label className="row">
          is
          <input className={styles.test} value={test} placeholder="such as u14, or > 0.5" onChange={(event) => setTest(event.target.value)} />
        </label>
      </AskLine>
      {found && (
        <>
          <p className="soft" role="status">
            {found.total === 0
              ? 'No row matches.'
              : `${found.total.toLocaleString('en')} ${found.total === 1 ? 'row' : 'rows'}${found.total > found.rows.length ? `; the first ${found.rows.length}` : ''}:`}
          </p>
          {found.rows.length > 0 && (
            <Table
              caption="Rows found"
              shape="short"
              columns={['Row', 'Domain', 'Split', ...columns]}
              rows={found.rows.map(({ row, domain, part, values }) => ({
                key: row,
                cells: [
                  <button key="row" type="button" className="link" onClick={() => onPick(row)}>
                    <span className="hidden">Take row </span>
                    {row + 1}
                  </button>,
                  <DomainName key="domain" domain={domain} names={domains} />,
                  part === 'val' ? 'validation' : (part ?? 'none'),
                  ...values,
                ],
              }))}
            />
          )}
        </>
      )}
    </section>
  );
}

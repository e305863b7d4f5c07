import { useState } from 'react';
import { errorText } from '../../../lib/error-text';
import type { FoundRow } from '../../../protocol/insight';
import { DomainName } from '../../parts/DomainName';
import { Table } from '../../parts/Table';
import { useSession } from '../../store/use-app';
import { AskLine } from '../AskLine';
import styles from '../inside.module.css';
import type { SearchColumns } from './search-columns';

/** Finds rows by one condition. */
export function Search({
  domains,
  columns: { names, first, exampleOf },
  onPick,
}: {
  domains: string[];
  columns: SearchColumns;
  onPick: (row: number) => void;
}) {
  const session = useSession();
  const [column, setColumn] = useState(first);
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
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label className="row">
          is
          <input className={styles.test} value={test} placeholder={`such as ${exampleOf(column)}`} onChange={(event) => setTest(event.target.value)} />
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
              columns={['Row', 'Domain', 'Split', ...names]}
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

import { useEffect, useState } from 'react';
import type { KnownSetInfo } from '../../protocol/files';
import { Table } from '../parts/Table';
import { useParts } from '../store/use-app';
import styles from './data.module.css';

/** The data sets that are recognised by their files, once the fold is opened. */
export function KnownSets() {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Known data sets</summary>
      {open && <KnownSetTable />}
    </details>
  );
}

function KnownSetTable() {
  const { knownSets } = useParts('knownSets');
  const [sets, setSets] = useState<readonly KnownSetInfo[]>();
  useEffect(() => {
    let gone = false;
    void knownSets().then((found) => !gone && setSets(found));
    return () => {
      gone = true;
    };
  }, [knownSets]);
  if (!sets) return <p className="soft">Asking the worker …</p>;
  return (
    <div className="stack">
      <p className="soft">
        Open or drop these files, all at once or as the archive, and they have the roles and the split of the paper. Nothing is fetched from there: the links
        lead to their makers.
      </p>
      <Table
        caption="Known data sets"
        shape="wide"
        className={styles.sets}
        columns={['Data set', 'What it is', 'Rows', 'Files that are recognised', 'Label and domain', 'Licence']}
        rows={sets.map(({ title, home, about, rows, files, roles, licence }) => ({
          key: title,
          cells: [
            <a key="home" href={home} target="_blank" rel="noreferrer">
              {title}
            </a>,
            about,
            rows,
            files,
            roles,
            licence,
          ],
        }))}
      />
    </div>
  );
}

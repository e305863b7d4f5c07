import { useId } from 'react';
import type { ChosenRow } from './choice';
import { useChoice } from './choice-state';
import styles from './compare.module.css';
import type { PageSettings } from './proposals';
import { TypedField } from './TypedField';

/** Who is compared: a row each, with its name, what it is, and which of them the others are compared with. */
export function Contestants({ rows, reference, page }: { rows: readonly ChosenRow[]; reference: string; page: PageSettings }) {
  const { change, changeEntries } = useChoice();
  const group = useId();
  const rename = (id: string, name: string) => changeEntries(page, (old) => old.map((entry) => (entry.id === id ? { ...entry, name } : entry)));
  const remove = (id: string) => changeEntries(page, (old) => old.filter((entry) => entry.id !== id));
  return (
    <ul className={styles.contestants} aria-label="Contestants">
      {rows.map(({ entry, name, differs, problems }, i) => (
        <li key={entry.id}>
          <TypedField hidden label={`Name of contestant ${i + 1}`} value={name} problem={problems.name} onChange={(text) => rename(entry.id, text)} />
          <p className={problems.config ? styles.problem : styles.what}>{problems.config ?? <What about={entry.about} differs={differs} />}</p>
          <label className={styles.pick}>
            <input type="radio" name={group} checked={entry.id === reference} onChange={() => change({ reference: entry.id })} />
            <span>
              reference<span className="hidden">: compare the others with {name}</span>
            </span>
          </label>
          <button type="button" onClick={() => remove(entry.id)}>
            Remove<span className="hidden"> {name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What a contestant is: in plain words where there are some, and in its settings. */
function What({ about, differs }: { about: string | undefined; differs: string }) {
  const settings = differs === '' ? 'as the settings on the page' : `as the page, but ${differs}`;
  if (!about) return settings;
  return (
    <>
      {about} <span className="soft">({settings})</span>
    </>
  );
}

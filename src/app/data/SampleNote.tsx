import { SelectField } from '../parts/SelectField';
import { useParts } from '../store/use-app';
import styles from './how-read.module.css';

/** Said of a file that is larger than memory: what was kept of it, and which of its rows stay together. */
export function SampleNote() {
  const { table, asked, config, opening, readAgain } = useParts('table', 'asked', 'config', 'opening', 'readAgain');
  if (!table?.sampled || !asked || 'demo' in asked.source) return null;
  const { said, by } = table.sampled;
  const users = new Set([table.proposal?.group, config.data.group].filter((name) => name !== undefined));
  const names = new Set([...users, ...table.columns.map(({ name }) => name)]);
  return (
    <section aria-label="A sample of the file" className={`note ${styles.how}`}>
      <p>{said}</p>
      <fieldset disabled={opening !== undefined} className={styles.choices}>
        <legend className="hidden">What is kept of the file</legend>
        <SelectField
          label="Sampled by"
          value={by ?? SINGLE}
          options={[
            { value: SINGLE, text: 'rows' },
            ...[...names].map((name) => ({ value: name, text: `${name}${users.has(name) ? ' (the user)' : ''}: all of its rows or none` })),
          ]}
          onChange={(value) => void readAgain({ sample: value === SINGLE ? undefined : value })}
        />
      </fieldset>
    </section>
  );
}

const SINGLE = '';

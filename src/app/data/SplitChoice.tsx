import { useRef } from 'react';
import type { SplitConfig } from '../../config/run-config';
import { readNumbers, TextField } from '../parts/Field';
import { useApp } from '../store/store';
import styles from './data.module.css';

const KINDS = { ratios: 'random shares', time: 'by time: oldest rows train', column: 'by a column of the file', rows: 'by a file of row numbers' } as const;
type Kind = keyof typeof KINDS;

const kindOf = (split: SplitConfig): Kind => ('rowsFile' in split ? 'rows' : 'timeColumn' in split ? 'time' : 'column' in split ? 'column' : 'ratios');

/** How rows are divided into train, validation and test. */
export function SplitChoice() {
  const { config, table, rowsFile, set, pickRowsFile } = useApp();
  const chooser = useRef<HTMLInputElement>(null);
  const { split } = config;
  const kind = kindOf(split);
  const columns = table?.columns.map(({ name }) => name) ?? [];
  const first = columns.find((name) => /time|date|day/i.test(name)) ?? columns[0] ?? '';
  const firstPart = columns.find((name) => /split|fold|set|part/i.test(name)) ?? columns[0] ?? '';
  const choose = (next: Kind) => {
    if (next === 'rows') set({ split: { rowsFile: rowsFile?.name ?? 'split.json' } });
    else set({ split: { ratios: { ratios: [0.8, 0.1, 0.1] }, time: { timeColumn: first }, column: { column: firstPart } }[next] as SplitConfig });
  };
  return (
    <div className="stack">
      <label className={styles.label}>
        Split
        <select value={kind} onChange={(event) => choose(event.target.value as Kind)}>
          {Object.entries(KINDS).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {'ratios' in split && !('timeColumn' in split) && (
        <TextField
          label="Shares of train, validation, test"
          path="split"
          value={split.ratios ?? []}
          show={(ratios) => ratios.join(', ')}
          read={(text) => set({ split: { ...split, ratios: readNumbers(text) as [number, number, number] } })}
        />
      )}
      {('timeColumn' in split || 'column' in split) && (
        <label className={styles.label}>
          Column
          <select
            value={'timeColumn' in split ? split.timeColumn : split.column}
            onChange={(event) => set({ split: 'timeColumn' in split ? { timeColumn: event.target.value } : { column: event.target.value } })}
          >
            {columns.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {'rowsFile' in split && (
        <div className="row">
          <button type="button" onClick={() => chooser.current?.click()}>
            Choose row numbers
          </button>
          <span className="soft">{rowsFile ? rowsFile.name : `${split.rowsFile} is wanted: JSON with train, val and test, rows counted from 0.`}</span>
          <input
            ref={chooser}
            type="file"
            hidden
            data-testid="rows-file"
            accept=".json,.gz"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) pickRowsFile(file);
              event.target.value = '';
            }}
          />
        </div>
      )}
    </div>
  );
}

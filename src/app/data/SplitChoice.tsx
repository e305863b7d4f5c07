import { useRef } from 'react';
import { DEFAULT_SPLIT } from '../../config/complete';
import { readNumbers } from '../../config/kinds/numbers';
import type { SplitConfig } from '../../config/run-config';
import { FileInput } from '../parts/FileInput';
import { SelectField } from '../parts/SelectField';
import { TextField } from '../parts/TextField';
import { useParts } from '../store/use-app';

type Kind = 'ratios' | 'time' | 'column' | 'rows';
const KINDS: { value: Kind; text: string }[] = [
  { value: 'ratios', text: 'random shares' },
  { value: 'time', text: 'by time: the oldest rows train' },
  { value: 'column', text: 'by a column of the file' },
  { value: 'rows', text: 'by a file of row numbers' },
];

const kindOf = (split: SplitConfig): Kind => ('rowsFile' in split ? 'rows' : 'timeColumn' in split ? 'time' : 'column' in split ? 'column' : 'ratios');

/** How rows are divided into train, validation and test. */
export function SplitChoice() {
  const { config, table, rowsFile, set, pickRowsFile } = useParts('config', 'table', 'rowsFile', 'set', 'pickRowsFile');
  const chooser = useRef<HTMLInputElement>(null);
  const { split } = config;
  const kind = kindOf(split);
  const columns = table?.columns.map(({ name }) => name) ?? [];
  const first = columns.find((name) => /time|date|day/i.test(name)) ?? columns[0] ?? '';
  const firstPart = columns.find((name) => /split|fold|set|part/i.test(name)) ?? columns[0] ?? '';
  const choose = (next: Kind) => {
    if (next === 'rows') set({ split: { rowsFile: rowsFile?.name ?? 'split.json' } });
    else set({ split: { ratios: DEFAULT_SPLIT, time: { timeColumn: first }, column: { column: firstPart } }[next] as SplitConfig });
  };
  return (
    <div className="stack">
      <SelectField label="Split" value={kind} options={KINDS} onChange={choose} />
      {'ratios' in split && !('timeColumn' in split) && (
        <TextField
          label="Shares of train, validation, test"
          path="split.ratios"
          text={(split.ratios ?? []).join(', ')}
          read={(text) => set({ split: { ...split, ratios: readNumbers(text) as [number, number, number] } })}
        />
      )}
      {('timeColumn' in split || 'column' in split) && (
        <SelectField
          label="Column"
          path={'timeColumn' in split ? 'split.timeColumn' : 'split.column'}
          value={'timeColumn' in split ? split.timeColumn : split.column}
          options={columns.map((name) => ({ value: name, text: name }))}
          onChange={(name) => set({ split: 'timeColumn' in split ? { timeColumn: name } : { column: name } })}
        />
      )}
      {'rowsFile' in split && (
        <div className="row">
          <button type="button" onClick={() => chooser.current?.click()}>
            Choose row numbers
          </button>
          <span className="soft">
            {rowsFile?.name === split.rowsFile
              ? rowsFile.name
              : `${split.rowsFile} is needed: JSON with the lists train, val and test. Rows are counted from 0.`}
          </span>
          <FileInput chooser={chooser} id="rows-file" accept=".json,.gz" onFile={pickRowsFile} />
        </div>
      )}
    </div>
  );
}

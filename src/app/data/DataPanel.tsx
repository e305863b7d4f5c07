import { useRef, useState } from 'react';
import { DEFAULT_SOURCE } from '../../config/complete';
import { DEMOS } from '../../config/demos';
import { Panel } from '../parts/Panel';
import { SelectField } from '../parts/SelectField';
import { isRunning, shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { ColumnTable } from './ColumnTable';
import { DomainRows } from './DomainRows';
import styles from './data.module.css';
import { SplitChoice } from './SplitChoice';

/** Where the rows come from, what each column is for, and what that makes of them. */
export function DataPanel({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { table, opening, dataError, wantedFile, previewError, preview } = useApp();
  const locked = useApp(isRunning);
  const shown = useApp(shownRun);
  return (
    <Panel
      title="Data"
      settings="data"
      folded={folded}
      onFold={onFold}
      aside={<span className="soft">{table ? `${table.name} · ${table.rows.toLocaleString('en')} rows` : shown ? `${shown.data?.name}` : ''}</span>}
      about={
        <>
          <p>
            Each row is something that was shown to somebody in one domain (a channel, a site, an age group). The label says whether it was clicked or liked. A
            sparse column holds ids or categories; each of its values gets an embedding. A dense column holds numbers, scaled to 0..1.
          </p>
          <p>
            A missing sparse value is a value of its own. A missing number becomes the mean of its column. If vocabularies are fitted on the training rows, a
            value that these rows do not have is read as “unknown”. A cell of several values, such as Drama|War, can be split: the embeddings of its values are
            then averaged or added.
          </p>
          <p>
            A synthetic set is drawn from known click probabilities. “Best possible” is the AUC of these probabilities: no model can order the rows better, but
            by luck.
          </p>
        </>
      }
    >
      <fieldset disabled={locked} className="stack">
        <legend className="hidden">Source</legend>
        {locked && <p className="soft">Settings cannot change during a run.</p>}
        <SourcePicker />
        {wantedFile && (
          <p className="note">
            This link was made for the file <b>{wantedFile.name}</b>. The link does not contain the file: choose it above to go on.
          </p>
        )}
        {opening && <OpeningProgress />}
        {dataError && (
          <p className="error" role="alert">
            {dataError}
          </p>
        )}
        {previewError && (
          <p className="error" role="alert">
            {previewError}
          </p>
        )}
        <DomainRows />
        {preview && preview.data.warnings.length + preview.data.leftOut.length > 0 && (
          <ul className={`note ${styles.warnings}`} aria-label="Notes on the data">
            {preview.data.leftOut.map(({ reason, rows }) => (
              <li key={reason}>
                {rows.toLocaleString('en')} {rows === 1 ? 'row is' : 'rows are'} left out because {reason}.
              </li>
            ))}
            {preview.data.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
        {table && (
          // Roles and split belong to their table: what was changed while another is read would be lost with the old one.
          <fieldset disabled={opening !== undefined} className="stack">
            <legend className="hidden">Columns and split</legend>
            <ColumnTable key={table.hash} table={table} />
            <SplitChoice />
          </fieldset>
        )}
      </fieldset>
    </Panel>
  );
}

function SourcePicker() {
  const { input, openDemo, openFile, opening, table } = useApp();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const source = input.data?.source ?? DEFAULT_SOURCE;
  const demo = table?.source === 'file' ? '' : 'demo' in source ? source.demo : '';
  const about = DEMOS.find(({ name }) => name === demo)?.about;
  return (
    <>
      <SelectField
        label="Demo set"
        path="data.source"
        hint={about}
        value={demo}
        disabled={opening !== undefined}
        options={[
          ...(demo === '' ? [{ value: '', text: 'file' in source ? `Your file: ${source.file}` : 'None' }] : []),
          ...DEMOS.map(({ name, title }) => ({ value: name, text: title })),
        ]}
        onChange={(name) => name && void openDemo(name)}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience on top of the button inside */}
      <div
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) void openFile(file);
        }}
      >
        <button type="button" disabled={opening !== undefined} onClick={() => chooser.current?.click()}>
          Choose a file
        </button>
        <span className="soft">or drop one here: CSV or TSV, plain or gzip. It stays on this machine.</span>
        <input
          ref={chooser}
          type="file"
          hidden
          data-testid="data-file"
          accept=".csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values,application/gzip"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void openFile(file);
            // The same file may be chosen again after it was corrected.
            event.target.value = '';
          }}
        />
      </div>
    </>
  );
}

function OpeningProgress() {
  const { opening, cancelOpen } = useApp();
  if (!opening) return null;
  return (
    <div className="row">
      <progress aria-label={`Reading ${opening.name}`} max={opening.total ?? 1} {...(opening.total ? { value: opening.done } : {})} />
      <span className="soft">
        Reading {opening.name}
        {opening.rows ? `: ${opening.rows.toLocaleString('en')} rows` : ' …'}
      </span>
      <button type="button" onClick={cancelOpen}>
        Cancel
      </button>
    </div>
  );
}

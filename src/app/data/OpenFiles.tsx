import { useRef, useState } from 'react';
import type { SplitConfig } from '../../config/run-config';
import type { OpenTable } from '../../protocol/data';
import type { Combined, FileInTable, Join } from '../../protocol/files';
import { FileInput } from '../parts/FileInput';
import { Table } from '../parts/Table';
import { useParts } from '../store/use-app';
import styles from './data.module.css';
import { ACCEPT } from './FileChoice';
import { columnsOfRows, draftOf, type FileDraft, filesOf, GIVES, sameDraft, sizeText, sourcesOf, withChange } from './file-draft';

/** The open files, how they became one table, and the way to another one: parts, domains, keys, one more file. */
export function OpenFiles({ table }: { table: OpenTable }) {
  const { addFiles, files } = useParts('addFiles', 'files');
  const chooser = useRef<HTMLInputElement>(null);
  const { combined, known } = table;
  return (
    <section className="stack" aria-label="Files">
      {combined && (files.length > 1 ? <Combination key={table.hash} combined={combined} /> : <p>{combined.said}.</p>)}
      {known && <Known known={known} split={table.proposal?.split} />}
      <div className="row">
        <button type="button" onClick={() => chooser.current?.click()}>
          Add files
        </button>
        <span className="soft">Parts of the split, other domains, or what is known of users and items. “Open files” takes others instead.</span>
        <FileInput chooser={chooser} id="more-files" accept={ACCEPT} onFiles={addFiles} />
      </div>
    </section>
  );
}

/** What a known data set brings, and the way back to it. */
function Known({ known, split }: { known: NonNullable<OpenTable['known']>; split: SplitConfig | undefined }) {
  const { roles, setRoles, set, config } = useParts('roles', 'setRoles', 'set', 'config');
  const asKnown = JSON.stringify(roles) === JSON.stringify(known.roles) && (!split || JSON.stringify(config.split) === JSON.stringify(split));
  return (
    <div className="row">
      <p>
        This is <b>{known.title}</b>. {known.notes.join(' ')}
      </p>
      {!asKnown && (
        <button
          type="button"
          onClick={() => {
            setRoles(() => known.roles);
            if (split) set({ split });
          }}
        >
          Use the paper’s roles
        </button>
      )}
    </div>
  );
}

function Combination({ combined }: { combined: Combined }) {
  const { combine, opening } = useParts('combine', 'opening');
  const now = draftOf(combined);
  const [draft, setDraft] = useState(now);
  const change = (name: string, part: Partial<FileDraft>) => setDraft((before) => withChange(before, combined, name, part));
  const as = sourcesOf(draft);
  const rows = draft.filter(({ gives }) => gives === 'rows').length;
  return (
    <>
      <p>{combined.said}.</p>
      <fieldset disabled={opening !== undefined}>
        <legend className="hidden">How the files belong together</legend>
        <Table
          caption="Open files"
          shape="wide"
          className={styles.files}
          columns={['File', { head: 'Rows', number: true }, { head: 'Size', number: true }, 'Gives', 'As', 'Keys found']}
          rows={filesOf(combined).map((file) => {
            const { name } = file.source;
            const own = draft.find((each) => each.name === name) as FileDraft;
            return {
              key: name,
              cells: [
                name,
                file.rows.toLocaleString('en'),
                file.bytes === undefined ? '' : sizeText(file.bytes),
                <select
                  key="gives"
                  aria-label={`What ${name} gives`}
                  value={own.gives}
                  onChange={(event) => change(name, { gives: event.target.value as FileDraft['gives'] })}
                >
                  {GIVES.map(({ value, text }) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </select>,
                own.gives === 'columns' ? (
                  <Keys
                    key="as"
                    file={file}
                    draft={own}
                    ofRows={columnsOfRows(combined, draft, name)}
                    join={joinOf(combined, name)}
                    onChange={(part) => change(name, part)}
                  />
                ) : own.gives === 'rows' && rows > 1 ? (
                  <RowsAs key="as" draft={own} onChange={(part) => change(name, part)} />
                ) : (
                  ''
                ),
                foundText(joinOf(combined, name), own),
              ],
            };
          })}
        />
      </fieldset>
      {(!sameDraft(draft, now) || !as) && (
        <div className="row">
          <button type="button" disabled={!as || opening !== undefined} onClick={() => void combine(as)}>
            Combine
          </button>
          <button type="button" onClick={() => setDraft(now)}>
            Undo
          </button>
          {!as && <span className="error">One file must give the rows.</span>}
        </div>
      )}
    </>
  );
}

const joinOf = ({ joins }: Combined, name: string) => joins.find(({ file }) => file === name);
const isJoin = (join: Join | undefined, { gives, key, of }: FileDraft): join is Join => gives === 'columns' && join?.key === key && join.of === of;
/** Rounded down, so that only what is all is 100 %. */
const percent = (share: number) => `${Math.floor(1000 * share) / 10} %`;

function foundText(join: Join | undefined, draft: FileDraft): string {
  if (draft.gives !== 'columns') return '';
  if (!isJoin(join, draft)) return 'not yet known';
  const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;
  const more = [
    join.unmatched > 0 ? `${rows(join.unmatched)} without a partner` : '',
    join.repeated > 0 ? `${rows(join.repeated)} of the file passed over: their keys came before` : '',
  ].filter((text) => text !== '');
  return [`${percent(join.keys === 0 ? 0 : join.found / join.keys)} of ${join.keys.toLocaleString('en')}`, ...more].join('; ');
}

/** The columns by which a file is joined. */
function Keys({
  file,
  draft: { name, key, of },
  ofRows,
  join,
  onChange,
}: {
  file: FileInTable;
  draft: FileDraft;
  ofRows: readonly string[];
  join: Join | undefined;
  onChange: (part: Partial<FileDraft>) => void;
}) {
  const share = (column: string) => join?.choices.find((choice) => choice.key === key && choice.of === column)?.share;
  return (
    <span className={styles.keys}>
      <select aria-label={`Key of the rows for ${name}`} value={of} onChange={(event) => onChange({ of: event.target.value })}>
        {[...new Set([...ofRows, of])].map((column) => (
          <option key={column} value={column}>
            {column}
            {share(column) === undefined ? '' : ` (${percent(share(column) as number)} found)`}
          </option>
        ))}
      </select>
      =
      <select aria-label={`Key in ${name}`} value={key} onChange={(event) => onChange({ key: event.target.value })}>
        {file.columns.map((column) => (
          <option key={column}>{column}</option>
        ))}
      </select>
    </span>
  );
}

const PARTS = ['', 'train', 'val', 'test'];

/** Which part, and which domain, the rows of a file are. */
function RowsAs({ draft: { name, part, domain }, onChange }: { draft: FileDraft; onChange: (part: Partial<FileDraft>) => void }) {
  return (
    <span className={styles.keys}>
      <select aria-label={`Part of ${name}`} value={part} onChange={(event) => onChange({ part: event.target.value })}>
        {[...new Set([...PARTS, part])].map((each) => (
          <option key={each} value={each}>
            {each === '' ? 'all parts' : each}
          </option>
        ))}
      </select>
      <input
        aria-label={`Domain of ${name}`}
        placeholder="no domain"
        value={domain}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange({ domain: event.target.value })}
      />
    </span>
  );
}

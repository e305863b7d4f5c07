import { useState } from 'react';
import { withIsolatedQuotes } from '../../lib/isolated';
import { ENCODINGS, type FileReading, type ReadChoices } from '../../protocol/reading';
import { SelectField } from '../parts/SelectField';
import { Fold } from '../parts/shown-fields';
import { Table } from '../parts/Table';
import { useParts } from '../store/use-app';
import { DELIMITER_OPTIONS, delimiterText, encodingText, howRead } from './how-read';
import styles from './how-read.module.css';

/** How the open file was read, in a line that opens to what a person may say otherwise. A change reads the file again. */
export function HowRead() {
  const { table, asked, opening } = useParts('table', 'asked', 'opening');
  const [first, ...others] = table?.readings ?? [];
  if (!first || !asked || 'demo' in asked.source) return null;
  return (
    <section aria-label="How it was read" className={styles.how}>
      <Fold summary={howRead(first)}>
        <fieldset disabled={opening !== undefined} className={styles.choices}>
          <legend className="hidden">How to read it</legend>
          <Choices reading={first} said={asked.source.read ?? {}} />
        </fieldset>
        {first.readAs && <Letters reading={first} />}
      </Fold>
      {[first, ...others].map((reading) => (
        <Notes key={reading.name + reading.member} reading={reading} />
      ))}
    </section>
  );
}

const FOUND = '';
const foundText = (what: string | undefined) => (what === undefined ? 'as found' : `as found: ${what}`);

function Choices({ reading, said }: { reading: FileReading; said: ReadChoices }) {
  const { readAgain } = useParts('readAgain');
  const choose = (change: ReadChoices) => void readAgain(change);
  const orFound = <T extends string>(value: T) => (value === FOUND ? undefined : (value as Exclude<T, typeof FOUND>));
  const { members = [], encoding, delimiter } = reading;
  return (
    <>
      {members.length > 1 && (
        <SelectField
          label="File in the archive"
          value={reading.member ?? FOUND}
          options={members.map(({ name }) => ({ value: name, text: name }))}
          onChange={(member) => choose({ member, encoding: undefined, delimiter: undefined, header: undefined, quotes: undefined, decimal: undefined })}
        />
      )}
      {encoding !== undefined && (
        <SelectField
          label="Encoding"
          value={said.encoding ?? FOUND}
          options={[
            { value: FOUND, text: foundText(said.encoding ? undefined : encodingText(encoding)) },
            ...ENCODINGS.map(({ label, title }) => ({ value: label, text: title })),
          ]}
          onChange={(value) => choose({ encoding: orFound(value) })}
        />
      )}
      {delimiter !== undefined && (
        <>
          <Delimiter found={delimiter} said={said.delimiter} onChange={(value) => choose({ delimiter: value })} />
          <SelectField
            label="First line"
            value={said.header === undefined ? FOUND : said.header ? 'names' : 'values'}
            options={[
              { value: FOUND, text: foundText(said.header === undefined ? (reading.header ? 'column names' : 'values') : undefined) },
              { value: 'names', text: 'column names' },
              { value: 'values', text: 'values' },
            ]}
            onChange={(value) => choose({ header: value === FOUND ? undefined : value === 'names' })}
          />
          <SelectField
            label="Lines of another number of fields"
            value={said.ragged ?? 'refuse'}
            options={[
              { value: 'refuse', text: 'refuse the file' },
              { value: 'skip', text: 'skip these lines' },
            ]}
            onChange={(value) => choose({ ragged: value === 'skip' ? 'skip' : undefined })}
          />
          <SelectField
            label="Decimals stand behind"
            value={said.decimal ?? FOUND}
            options={[
              { value: FOUND, text: foundText(said.decimal ? undefined : reading.decimal === ',' ? 'a comma' : 'a point') },
              { value: ',', text: 'a comma' },
              { value: '.', text: 'a point' },
            ]}
            onChange={(value) => choose({ decimal: orFound(value) })}
          />
          <SelectField
            label="Quotes"
            value={said.quotes ?? FOUND}
            options={[
              { value: FOUND, text: 'as found' },
              { value: 'text', text: 'letters like any other' },
            ]}
            onChange={(value) => choose({ quotes: orFound(value) })}
          />
        </>
      )}
    </>
  );
}

const OTHER = 'other';

/** One of the common signs, or another one, which is read when it has been typed. */
function Delimiter({ found, said, onChange }: { found: string; said: string | undefined; onChange: (delimiter: string | undefined) => void }) {
  const isOther = said !== undefined && !DELIMITER_OPTIONS.some(({ value }) => value === said);
  const [typing, setTyping] = useState(isOther);
  const take = (text: string) => text !== '' && text !== said && onChange(text);
  return (
    <div className={styles.delimiter}>
      <SelectField
        label="Between the columns"
        value={typing ? OTHER : (said ?? FOUND)}
        options={[{ value: FOUND, text: foundText(said ? undefined : delimiterText(found)) }, ...DELIMITER_OPTIONS, { value: OTHER, text: 'another sign' }]}
        onChange={(value) => {
          setTyping(value === OTHER);
          if (value !== OTHER) onChange(value === FOUND ? undefined : value);
        }}
      />
      {typing && (
        <input
          aria-label="Sign between the columns"
          className={styles.sign}
          defaultValue={isOther ? said : ''}
          maxLength={8}
          spellCheck={false}
          autoComplete="off"
          onBlur={({ target }) => take(target.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Enter' && take(currentTarget.value)}
        />
      )}
    </div>
  );
}

/** Lines beyond plain letters, as each encoding reads them: the eye sees which one is right. */
function Letters({ reading: { readAs = [], encoding } }: { reading: FileReading }) {
  const { readAgain } = useParts('readAgain');
  return (
    <Table
      caption="Lines with other letters, as each encoding reads them"
      shape="tall"
      columns={['Encoding', 'Lines', '']}
      rows={readAs.map(({ encoding: label, lines }) => ({
        key: label,
        cells: [
          encodingText(label),
          <span key="lines" className={styles.letters}>
            {lines
              .slice(0, 2)
              .map(({ text }) => text)
              .join(' … ')}
          </span>,
          label === encoding ? (
            <span key="now" className="soft">
              read so
            </span>
          ) : (
            <button key="take" type="button" aria-label={`Read as ${encodingText(label)}`} onClick={() => void readAgain({ encoding: label })}>
              Read so
            </button>
          ),
        ],
      }))}
    />
  );
}

function Notes({ reading: { notes, raggedLines } }: { reading: FileReading }) {
  if (notes.length === 0) return null;
  return (
    <ul className={`note ${styles.notes}`} aria-label="Notes on reading">
      {notes.map(({ message, where }) => (
        <li key={message + where}>
          {where && <span className="soft">{where}: </span>}
          {withIsolatedQuotes(message)}
        </li>
      ))}
      {raggedLines && (
        <li>
          <details>
            <summary>{raggedLines.count > raggedLines.first.length ? `The first ${raggedLines.first.length} of these lines` : 'These lines'}</summary>
            <ol className={styles.lines}>
              {raggedLines.first.map(({ line, text }) => (
                <li key={line}>
                  <span className="soft">line {line}: </span>
                  <code>{text}</code>
                </li>
              ))}
            </ol>
          </details>
        </li>
      )}
    </ul>
  );
}

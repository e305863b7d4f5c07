import { useId, useState } from 'react';
import { BACKBONE_INFO } from '../../config/backbones';
import { ConfigError } from '../../config/problems';
import { type Backbone, FIDELITIES } from '../../config/run-config';
import { baselines, type Proposal } from '../../config/usual-contestants';
import { errorText } from '../../lib/error-text';
import { type ChosenRow, configOf, type Entry } from './choice';
import { useChoice } from './choice-state';
import styles from './compare.module.css';
import { frozen, hyperNetworkWorth, otherBackbone, otherBackbones, otherFidelity, type PageSettings } from './proposals';
import { TypedField } from './TypedField';

let added = 0;
const entry = (proposal: Proposal, name?: string): Entry => ({ ...proposal, id: `added ${++added}`, ...(name !== undefined && { name }) });

/** What else could be compared, each with a button that adds it. */
export function AddContestants({ rows, page, onAdd }: { rows: readonly ChosenRow[]; page: PageSettings; onAdd: (entries: Entry[]) => void }) {
  const { choice, change } = useChoice();
  const { config } = page;
  const others = otherBackbones(page.config);
  const [backbone, setBackbone] = useState<Backbone>();
  const chosen = backbone ?? (others[0] as Backbone);
  const missing = baselines(page.domains).filter(({ over }) => !rows.some((row) => JSON.stringify(row.entry.over) === JSON.stringify(over)));
  const fidelity = FIDELITIES.find((each) => each !== config.model.fidelity) ?? FIDELITIES[0];
  const names = rows.map(({ name }) => name);
  const relatives = hyperNetworkWorth(page);
  const compareRelatives = () => {
    const entries = relatives.map((each) => entry(each));
    change({ entries, reference: entries[0]?.id });
  };
  return (
    <details className={styles.add}>
      <summary>Compare something else too</summary>
      <div className={styles.additions}>
        {missing.map(({ name, over, about }) => (
          <p key={name} className={styles.addition}>
            <span>
              {name}: {about}
            </span>
            <button type="button" onClick={() => onAdd([entry({ over, about })])}>
              Add
            </button>
          </p>
        ))}
        <BackboneChoice options={others} value={chosen} onChange={setBackbone}>
          <button type="button" onClick={() => onAdd([entry(otherBackbone(page, chosen, true))])}>
            Add with HAMUR
          </button>
          <button type="button" onClick={() => onAdd([entry(otherBackbone(page, chosen, false))])}>
            Add alone
          </button>
        </BackboneChoice>
        <TypedAddition
          label="Another k"
          hint="one, or several with commas"
          page={page}
          onAdd={onAdd}
          make={(text) => numbersIn(text).map((k) => ({ over: { model: { k } } }))}
        />
        <TypedAddition
          label="Adapters after layers"
          hint={`numbers from 1 to ${config.model.layers.length}, with commas`}
          page={page}
          onAdd={onAdd}
          make={(text) => [{ over: { model: { adapters: numbersIn(text) } } }]}
        />
        <p className={styles.addition}>
          <span>The same in {fidelity} mode</span>
          <Adder make={() => [entry(otherFidelity(page, fidelity))]} onAdd={onAdd} />
        </p>
        <Snapshot page={page} taken={names} onAdd={onAdd} />
        <p className={styles.addition}>
          <span>What is the hyper-network worth? HAMUR, and adapters that each leave a part of it out, in place of the list above</span>
          <button type="button" onClick={compareRelatives}>
            Compare these {relatives.length}
          </button>
        </p>
        {choice.entries && (
          <p className={styles.addition}>
            <span>What is usually compared</span>
            <button type="button" onClick={() => change({ entries: undefined, reference: undefined })}>
              Begin again
            </button>
          </p>
        )}
      </div>
    </details>
  );
}

function BackboneChoice({
  options,
  value,
  onChange,
  children,
}: {
  options: readonly Backbone[];
  value: Backbone;
  onChange: (backbone: Backbone) => void;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.addition}>
      <label htmlFor={id}>Another backbone</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Backbone)}>
        {options.map((each) => (
          <option key={each} value={each}>
            {BACKBONE_INFO[each].title}
          </option>
        ))}
      </select>
      {children}
    </div>
  );
}

/** Numbers with commas between; what is none becomes NaN, which the settings refuse with their own words. */
const numbersIn = (text: string): number[] => text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));

/** Something to type, and what is wrong with it. */
function TypedAddition({
  label,
  hint,
  page,
  make,
  onAdd,
}: {
  label: string;
  hint: string;
  page: PageSettings;
  make: (text: string) => Proposal[];
  onAdd: (entries: Entry[]) => void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const proposals = make(text);
    const wrong = proposals.map(({ over }) => configOf(over, page)).find((each) => each instanceof ConfigError);
    setProblem(wrong instanceof ConfigError ? errorText(wrong) : undefined);
    if (wrong) return;
    setText('');
    onAdd(proposals.map((each) => entry(each)));
  };
  return (
    <form
      className={`${styles.addition} ${styles.typed}`}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TypedField label={label} value={text} onChange={setText} problem={problem} hint={hint} />
      <button type="submit" disabled={text.trim() === ''}>
        Add<span className="hidden"> {label}</span>
      </button>
    </form>
  );
}

/** What may not be, says why. */
function Adder({ make, onAdd }: { make: () => Entry[]; onAdd: (entries: Entry[]) => void }) {
  const [problem, setProblem] = useState('');
  return (
    <>
      <button
        type="button"
        onClick={() => {
          try {
            onAdd(make());
            setProblem('');
          } catch (error) {
            setProblem(errorText(error));
          }
        }}
      >
        Add
      </button>
      {problem && <span className={styles.problem}>{problem}</span>}
    </>
  );
}

/** The settings on the page, under a name of the person's. */
function Snapshot({ page, taken, onAdd }: { page: PageSettings; taken: readonly string[]; onAdd: (entries: Entry[]) => void }) {
  const [name, setName] = useState('');
  const twice = taken.includes(name.trim());
  return (
    <form
      className={`${styles.addition} ${styles.typed}`}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd([entry(frozen(page), name.trim())]);
        setName('');
      }}
    >
      <TypedField
        label="The settings on the page now, as"
        value={name}
        onChange={setName}
        problem={twice ? 'This name is taken.' : undefined}
        hint="a name; changes on the page come later, and do not change it"
      />
      <button type="submit" disabled={name.trim() === '' || twice}>
        Add<span className="hidden"> the settings on the page now</span>
      </button>
    </form>
  );
}

import { useId, useState } from 'react';
import type { RunConfigInput } from '../../config/run-config';
import { type SettingPath, settingAt } from '../../config/settings';
import { SWEEP_KINDS, SWEEP_PRESETS, type Sweep, type SweepKind } from '../../config/sweep';
import { VARIABLE_PATHS } from '../../config/vary';
import { counted } from '../../lib/counted';
import { errorText } from '../../lib/error-text';
import { Labelled } from '../parts/Labelled';
import { readForm, type SweepTyped } from './read-form';
import styles from './sweep.module.css';

const HOW: Record<SweepKind, string> = {
  grid: 'all combinations',
  random: 'some, drawn at random',
  halving: 'drawn at random; the hopeless are ended early',
};

const BEGIN: SweepTyped = { vary: [{ path: 'train.learningRate', text: '0.0005 .. 0.02' }], how: 'random', runs: '12', seeds: '1' };

/**
 * “Vary this”: which settings a sweep varies, and how.
 *
 * @param base what all configurations share: the settings on the page
 * @param hindrance why it cannot start yet, if so
 */
export function SweepForm({
  base,
  hindrance,
  onStart,
}: {
  base: RunConfigInput;
  hindrance?: string | undefined;
  onStart: (sweep: Sweep) => Promise<void> | void;
}) {
  const [typed, setTyped] = useState(BEGIN);
  const [refused, setRefused] = useState('');
  const [starting, setStarting] = useState(false);
  const change = (more: Partial<SweepTyped>) => setTyped((old) => ({ ...old, ...more }));
  const { sweep, problems } = readForm(typed, base);
  const { vary, how } = typed;
  const free = VARIABLE_PATHS.filter((path) => !vary.some((each) => each.path === path));
  const start = async () => {
    if (!sweep) return;
    setRefused('');
    setStarting(true);
    try {
      await onStart(sweep);
    } catch (error) {
      setRefused(errorText(error));
    } finally {
      setStarting(false);
    }
  };
  return (
    <section className={styles.form} aria-label="Sweep">
      <p className={styles.more}>
        Tries many configurations and tells the best by validation, with its test score once. Write values with commas, lists with semicolons, or a range such
        as 0.0005 .. 0.02.
      </p>
      <ul className={styles.list}>
        {vary.map(({ path, text }, i) => (
          <Varied
            key={path}
            path={path}
            text={text}
            problem={problems.vary[i]}
            onChange={(next) => change({ vary: vary.map((each, j) => (j === i ? { path, text: next } : each)) })}
            onRemove={() => change({ vary: vary.filter((_, j) => j !== i) })}
          />
        ))}
      </ul>
      <div className="row">
        <VaryThis paths={free} onAdd={(path) => change({ vary: [...vary, { path, text: '' }] })} />
        {Object.entries(SWEEP_PRESETS).map(([name, preset]) => (
          <button
            key={name}
            type="button"
            title={preset.about}
            onClick={() =>
              change({
                how: 'grid',
                vary: Object.entries(preset.vary).map(([path, values]) => ({ path: path as SettingPath, text: (values as unknown[]).join(', ') })),
              })
            }
          >
            {preset.title}
          </button>
        ))}
      </div>
      <div className={styles.fields}>
        <Labelled label="Which of them">
          {(attributes) => (
            <select {...attributes} value={how} onChange={(event) => change({ how: event.target.value as SweepKind })}>
              {SWEEP_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {HOW[kind]}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        {how !== 'grid' && (
          <Labelled narrow label="Configurations" problem={problems.runs}>
            {(attributes) => <input {...attributes} inputMode="numeric" value={typed.runs} onChange={(event) => change({ runs: event.target.value })} />}
          </Labelled>
        )}
        <Labelled narrow label="Seeds of each" problem={problems.seeds}>
          {(attributes) => <input {...attributes} inputMode="numeric" value={typed.seeds} onChange={(event) => change({ seeds: event.target.value })} />}
        </Labelled>
      </div>
      {problems.whole.length > 0 && (
        <p className="error" role="alert">
          {problems.whole.join('; ')}
        </p>
      )}
      <div className="row">
        <button type="button" className="primary" disabled={!sweep || hindrance !== undefined || starting} onClick={() => void start()}>
          Start the sweep
        </button>
        <span className="soft">{hindrance ?? (sweep ? runsText(sweep) : 'What is marked above has to be changed first.')}</span>
      </div>
      {refused && (
        <p className="error" role="alert">
          {refused}
        </p>
      )}
    </section>
  );
}

function runsText({ contestants, seeds, sweep: { rungs, keep } }: Sweep): string {
  const runs = `${counted(contestants.length, 'configuration')} × ${counted(seeds.length, 'seed')}`;
  return rungs.length === 1 ? `${runs}.` : `${runs}: all for ${counted(rungs[0] ?? 0, 'epoch')}, one in ${keep} of them for ${rungs.slice(1).join(', then ')}.`;
}

function Varied({
  path,
  text,
  problem,
  onChange,
  onRemove,
}: {
  path: SettingPath;
  text: string;
  problem: string | undefined;
  onChange: (text: string) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const { title, kind } = settingAt(path);
  return (
    <li className={styles.varied}>
      <label htmlFor={id}>{title}</label>
      <input
        id={id}
        value={text}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-more`}
        onChange={(event) => onChange(event.target.value)}
      />
      <button type="button" onClick={onRemove}>
        Remove<span className="hidden"> {title}</span>
      </button>
      <div id={`${id}-more`} className={`${styles.more} ${problem ? styles.wrong : ''}`}>
        {problem ?? kind.allowed}
      </div>
    </li>
  );
}

function VaryThis({ paths, onAdd }: { paths: readonly SettingPath[]; onAdd: (path: SettingPath) => void }) {
  const id = useId();
  const [chosen, setChosen] = useState<SettingPath>();
  const path = chosen && paths.includes(chosen) ? chosen : paths.includes('model.k') ? 'model.k' : paths[0];
  if (path === undefined) return null;
  return (
    <>
      <label htmlFor={id} className="hidden">
        Setting
      </label>
      <select id={id} className={styles.choice} value={path} onChange={(event) => setChosen(event.target.value as SettingPath)}>
        {paths.map((each) => (
          <option key={each} value={each}>
            {settingAt(each).title}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => onAdd(path)}>
        Vary this
      </button>
    </>
  );
}

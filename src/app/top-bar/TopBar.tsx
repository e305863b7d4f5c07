import { sayProblem } from '../../config/problems';
import type { RunView } from '../../runs/run-view';
import { CopyButton } from '../parts/CopyButton';
import { type AppState, isRunning, shownRun, useApp } from '../store/store';
import { setTheme, type ThemeChoice, useThemeChoice } from '../theme/theme';
import { EngineBadge } from './EngineBadge';
import styles from './TopBar.module.css';

/** Name, run controls, progress, engine, link and theme. */
export function TopBar() {
  return (
    <header className={styles.bar}>
      <h1 className={styles.name}>HAMUR Playground</h1>
      <RunControls />
      <Progress />
      <div className={styles.end}>
        <EngineBadge />
        <CopyButton label="Copy link" text={() => location.href} refused="The browser refused; copy the address bar" />
        <ThemePicker />
      </div>
    </header>
  );
}

function RunControls() {
  const { run, train, pause, resume, step, stop, reset } = useApp();
  const active = useApp(isRunning);
  const paused = run?.phase === 'paused';
  const hindrance = useApp(hindranceOf);
  return (
    <div className={styles.controls}>
      <button type="button" className="primary" disabled={active || hindrance !== undefined} onClick={() => void train()}>
        Train
      </button>
      {paused ? (
        <button type="button" onClick={resume}>
          Resume
        </button>
      ) : (
        <button type="button" disabled={run?.phase !== 'training'} onClick={pause}>
          Pause
        </button>
      )}
      <button type="button" disabled={active ? !paused : hindrance !== undefined} onClick={step} title="One batch, then pause">
        Step
      </button>
      <button type="button" disabled={!active} onClick={stop}>
        Stop
      </button>
      <button type="button" disabled={!run} onClick={reset}>
        Reset
      </button>
    </div>
  );
}

/** Why Train cannot be pressed, if so. */
function hindranceOf({ opening, table, problems, previewError }: AppState): string | undefined {
  if (opening) return 'the data is still being read.';
  if (!table) return 'open data first.';
  return problems.length > 0 ? problems.map(sayProblem).join('; ') : previewError;
}

const PHASES: Record<RunView['phase'], string> = {
  preparing: 'Preparing',
  training: 'Training',
  evaluating: 'Testing',
  paused: 'Paused',
  done: 'Done',
  stopped: 'Stopped',
  failed: 'Failed',
};

function Progress() {
  const run = useApp(shownRun);
  const wanted = useApp((state) => state.config.train.epochs);
  const hindrance = useApp(hindranceOf);
  const active = useApp(isRunning);
  if (hindrance && !active) return <p className={`soft ${styles.progress}`}>Train waits: {hindrance}</p>;
  if (!run || run.origin === 'stored') return <p className={`soft ${styles.progress}`}>Ready. {wanted} epochs at most.</p>;
  const epochs = run.config.train.epochs;
  // At the end it is the model that counts, and not its backbone, which may have gone on for longer.
  const done = (active ? run.progress?.epoch : run.variants.model.losses.at(-1)?.epoch) ?? 0;
  return (
    <div className={styles.progress}>
      <progress max={epochs} value={run.phase === 'done' ? epochs : done} aria-label="Progress of the run" />
      <span role="status">{PHASES[run.phase]}</span>
      <span className="soft">
        epoch {done.toFixed(1)}/{epochs}
        {run.progress && ` · ${Math.round(run.progress.rowsPerSecond).toLocaleString('en')} rows/s`}
        {active &&
          run.progress?.secondsLeft !== undefined &&
          ` · at most ${timeLeft(run.progress.secondsLeft * (run.variants.baseline.epochs.length > 0 ? 2 : 1))} left`}
      </span>
    </div>
  );
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

function ThemePicker() {
  const choice = useThemeChoice();
  return (
    <label className={styles.theme}>
      <span className="hidden">Theme</span>
      <select value={choice} onChange={(event) => setTheme(event.target.value as ThemeChoice)}>
        <option value="system">System theme</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

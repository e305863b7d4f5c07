import { progressOf } from '../../runs/progress';
import { isStored, type RunRecord } from '../../runs/record';
import { CopyButton } from '../parts/CopyButton';
import { hindranceOf, isRunning, shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { setTheme, type ThemeChoice, useThemeChoice } from '../theme/theme';
import { EngineBadge } from './EngineBadge';
import styles from './TopBar.module.css';

/** Name, run controls, progress, engine, link and theme. */
export function TopBar() {
  return (
    <header className={styles.bar} data-print="hide">
      <h1 className={styles.name}>HAMUR Playground</h1>
      <RunControls />
      <Progress />
      <div className={styles.end}>
        <EngineBadge />
        <CopyButton label="Copy link" text={() => location.href} refused="The browser refused to copy. Copy the address bar instead." />
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

const PHASES: Record<RunRecord['phase'], string> = {
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
  if (hindrance && !active) return <p className={`soft ${styles.progress}`}>Train cannot start yet: {hindrance}</p>;
  if (!run || isStored(run)) return <p className={`soft ${styles.progress}`}>Ready. At most {wanted} epochs.</p>;
  const epochs = run.config.train.epochs;
  const { done, epoch, rowsPerSecond, secondsLeft } = progressOf(run);
  return (
    <div className={styles.progress}>
      <progress max={epochs} value={done} aria-label="Progress of the run" />
      <span role="status">{PHASES[run.phase]}</span>
      <span className="soft">
        epoch {epoch.toFixed(1)}/{epochs}
        {rowsPerSecond !== undefined && ` · ${Math.round(rowsPerSecond).toLocaleString('en')} rows/s`}
        {active && secondsLeft !== undefined && ` · at most ${timeLeft(secondsLeft)} left`}
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

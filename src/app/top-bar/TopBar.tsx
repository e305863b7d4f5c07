import { CopyButton } from '../parts/CopyButton';
import { isRunning, mayTrain } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import { setTheme, type ThemeChoice, useThemeChoice } from '../theme/theme';
import { EngineBadge } from './EngineBadge';
import { Progress } from './Progress';
import styles from './TopBar.module.css';

/** Name, run controls, progress, engine, link and theme. */
export function TopBar() {
  return (
    <header className={styles.bar}>
      <div className={styles.name}>
        <h1>HAMUR Playground</h1>
        <p className="soft">one recommender for many domains, trained in your browser</p>
      </div>
      <RunControls />
      <Progress />
      <div className={styles.end}>
        <EngineBadge />
        <CopyButton label="Copy link" text={() => location.href} refused="The browser refused to copy. Copy the address bar instead." />
        <KeptButton />
        <ThemePicker />
      </div>
    </header>
  );
}

function RunControls() {
  const { run, cutOff, train, goOn, pause, resume, step, stop, reset } = useParts('run', 'cutOff', 'train', 'goOn', 'pause', 'resume', 'step', 'stop', 'reset');
  const active = useApp(isRunning);
  const paused = run?.phase === 'paused';
  const ready = useApp(mayTrain);
  const goesOn = cutOff !== undefined && run?.id === cutOff.id && !active;
  return (
    <div className={styles.controls}>
      <button type="button" className={goesOn ? undefined : 'primary'} disabled={!ready} onClick={() => void train()}>
        Train
      </button>
      {goesOn ? (
        <button
          type="button"
          className="primary"
          disabled={!ready}
          onClick={() => void goOn()}
          title="The run comes to the same end as if nothing had happened"
        >
          Go on
        </button>
      ) : paused ? (
        <button type="button" onClick={resume}>
          Resume
        </button>
      ) : (
        <button type="button" disabled={run?.phase !== 'training'} onClick={pause}>
          Pause
        </button>
      )}
      <button type="button" disabled={active ? !paused : !ready} onClick={step} title="One batch, then pause">
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

/** The way to what is kept; a sign says that something is wrong there. */
function KeptButton() {
  const { sheet, openSheet, library } = useParts('sheet', 'openSheet', 'library');
  const open = sheet === 'kept';
  const { trouble } = library ?? {};
  return (
    <button
      type="button"
      data-opens="kept"
      aria-expanded={open}
      title={trouble?.words ?? 'Runs and data that are kept on this machine'}
      onClick={() => openSheet(open ? undefined : 'kept')}
    >
      Kept<span className={styles.more}> runs</span>
      {trouble && (
        <span className={styles.wrong}>
          {' '}
          !<span className="hidden"> Something is wrong there.</span>
        </span>
      )}
    </button>
  );
}

function ThemePicker() {
  const choice = useThemeChoice();
  return (
    <label className={styles.theme}>
      <span className="hidden">Theme</span>
      <select value={choice} onChange={(event) => setTheme(event.target.value as ThemeChoice)}>
        <option value="system">System</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

import { useState } from 'react';
import { useHeldFocus } from '../parts/use-held-focus';
import { isFollowing, isFollowingOwnLane, isRunning, mayTrain } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import { setTheme, type ThemeChoice, useThemeChoice } from '../theme/theme';
import { EngineBadge } from './EngineBadge';
import { Progress } from './Progress';
import styles from './TopBar.module.css';

/** Name, run controls, progress, engine, link and theme. */
export function TopBar() {
  const [more, setMore] = useState(false);
  return (
    <header className={styles.bar} data-top>
      <div className={styles.name}>
        <h1>HAMUR Playground</h1>
        <p className="soft">one recommender for many domains, trained in your browser</p>
      </div>
      <button type="button" className={styles.fold} aria-expanded={more} onClick={() => setMore(!more)}>
        More
        <KeptTrouble />
      </button>
      <RunControls />
      <Progress saidBelow />
      <div className={styles.end} data-more={more}>
        <EngineBadge />
        <ShareButton />
        <KeptButton />
        <ThemePicker />
      </div>
    </header>
  );
}

const FOLLOWS = {
  tab: 'Another tab trains this run: pause it or stop it there. Reset takes it off this page.',
  lane: 'The comparison trains this run: pause it or stop it on the tab Compare. Reset takes it off this page.',
};

/** @param few without those for single steps */
export function RunControls({ few = false }: { few?: boolean }) {
  const { run, cutOff, dropped, train, goOn, pause, resume, step, stop, reset, undoReset } = useParts(
    ...(['run', 'cutOff', 'dropped', 'train', 'goOn', 'pause', 'resume', 'step', 'stop', 'reset', 'undoReset'] as const),
  );
  const active = useApp(isRunning);
  const paused = active && run?.phase === 'paused';
  const ownLane = useApp(isFollowingOwnLane);
  const follows = useApp(isFollowing) ? FOLLOWS[ownLane ? 'lane' : 'tab'] : undefined;
  const ready = useApp(mayTrain);
  const goesOn = cutOff !== undefined && run?.id === cutOff.id && !active;
  const held = useHeldFocus<HTMLDivElement>();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div className={styles.controls} role="group" aria-label="Run" {...held}>
      <button type="button" className={goesOn ? undefined : 'primary'} disabled={!ready} onClick={() => void train()} title={follows}>
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
        <button type="button" disabled={!active || run?.phase !== 'training'} onClick={pause} title={follows}>
          Pause
        </button>
      )}
      {!few && (
        <>
          <button type="button" disabled={active ? !paused : !ready} onClick={step} title="One batch, then pause">
            Step
          </button>
          <button type="button" disabled={!active} onClick={stop}>
            Stop
          </button>
        </>
      )}
      {/* In the same place, where the focus stays. */}
      <button type="button" disabled={!run && !dropped} onClick={dropped ? undoReset : reset}>
        {dropped ? 'Undo' : 'Reset'}
        {dropped && <span className="hidden"> Reset</span>}
      </button>
    </div>
  );
}

/** The way to links and files that say what stands here. */
function ShareButton() {
  const { sheet, openSheet } = useParts('sheet', 'openSheet');
  const open = sheet === 'share';
  return (
    <button type="button" data-opens="share" aria-expanded={open} onClick={() => openSheet(open ? undefined : 'share')}>
      Share…
    </button>
  );
}

/** The way to what is kept; a sign says that something is wrong there. */
function KeptButton() {
  const { sheet, openSheet, library } = useParts('sheet', 'openSheet', 'library');
  const open = sheet === 'kept';
  return (
    <button
      type="button"
      data-opens="kept"
      aria-expanded={open}
      title={library?.trouble?.words ?? 'Runs and data that are kept on this machine'}
      onClick={() => openSheet(open ? undefined : 'kept')}
    >
      Kept<span className={styles.more}> runs</span>
      <KeptTrouble />
    </button>
  );
}

function KeptTrouble() {
  const { library } = useParts('library');
  return (
    library?.trouble && (
      <span className={styles.wrong}>
        {' '}
        !<span className="hidden"> Something is wrong there.</span>
      </span>
    )
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

import { ENGINE_CHOICES } from '../../config/run-config';
import { later } from '../parts/later';
import { isRunning } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import { ENGINE_NAMES } from './engine-names';
import styles from './TopBar.module.css';

const KernelCheck = later('What the kernels compute', async () => (await import('./KernelCheck')).KernelCheck);

/** Which engine runs, why, which there are, and whether its kernels compute what they should. */
export function EngineBadge() {
  const { engines, run, config, set, prepared, checkAgain } = useParts('engines', 'run', 'config', 'set', 'prepared', 'checkAgain');
  const running = useApp(isRunning) ? run?.engine : undefined;
  const current = running ?? (config.engine === 'auto' ? engines?.auto : engines?.options.find(({ name }) => name === config.engine));
  const checked = prepared && prepared.engine.name === current?.name ? prepared : undefined;
  const deviates = checked?.checks.some(({ passed }) => !passed) ?? false;
  return (
    <details
      className={styles.popover}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false;
      }}
      onBlur={(event) => {
        // The focus has gone elsewhere, and not into nothing, as when a button is pressed that then is disabled.
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary className="button">
        Engine: <b>{current ? ENGINE_NAMES[current.name] : '…'}</b>
        {deviates && <span className={styles.deviates}> reduced</span>}
      </summary>
      <div className={styles.popped}>
        <fieldset className="stack" disabled={running !== undefined}>
          <legend className="hidden">Engine</legend>
          {ENGINE_CHOICES.map((choice) => {
            const option = engines?.options.find(({ name }) => name === choice);
            const about =
              choice === 'auto'
                ? engines
                  ? `Takes ${ENGINE_NAMES[engines.auto.name]}: ${engines.auto.reason}.`
                  : 'Measuring the engines …'
                : option
                  ? `${option.adapter && `${option.adapter}. `}${option.reason}`
                  : '';
            return (
              <label key={choice} className={styles.option}>
                <input
                  type="radio"
                  name="engine"
                  checked={config.engine === choice}
                  disabled={option?.available === false}
                  onChange={() => set({ engine: choice })}
                />
                <span>
                  {ENGINE_NAMES[choice]}
                  <span className="soft"> {about}</span>
                </span>
              </label>
            );
          })}
        </fieldset>
        {running && (
          <p className="soft">
            This run uses {ENGINE_NAMES[running.name]} ({running.adapter}), because {running.reason}. The engine cannot change during a run.
          </p>
        )}
        {checked && <KernelCheck prepared={checked} />}
        {(deviates || engines?.options.some(({ unmeasured }) => unmeasured)) && (
          <p>
            <button type="button" disabled={run !== undefined} onClick={() => void checkAgain()}>
              Check again
            </button>
            <span className="soft"> {run ? 'Reset the run first: its weights are on the engine.' : 'What failed once may work the next time.'}</span>
          </p>
        )}
      </div>
    </details>
  );
}

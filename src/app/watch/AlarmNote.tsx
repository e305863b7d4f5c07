import { withIsolatedQuotes } from '../../lib/isolated';
import type { LeakAlarm } from '../../protocol/columns';
import type { RunRecord } from '../../runs/record';
import { useAlarms } from '../store/use-alarms';
import { useParts } from '../store/use-app';
import styles from './headline.module.css';

/**
 * What makes a result better than it would be in use, beside the result; before there is one, beside what asks to train. It is there from
 * when the data were opened, so that nothing moves when a run begins or ends.
 *
 * @param run whose result is shown; none: there is none of these data
 */
export function AlarmNote({ run }: { run: RunRecord | undefined }) {
  const { showAlarms } = useParts('showAlarms');
  const held = useAlarms();
  const ofRun = run?.data?.alarms ?? [];
  const alarms: readonly LeakAlarm[] = ofRun.length > 0 ? ofRun : held;
  const [first] = alarms;
  const others = alarms.length - 1;
  if (!first) return null;
  const isTrained = ofRun.length > 0 && run?.test !== undefined;
  // What the settings no longer do is in the run, and not on the sheet.
  const canShow = held.length > 0;
  return (
    <div className={`note ${styles.alarm}`} role="note" aria-label="Alarm on the data">
      <b>{isTrained ? 'This result may be too good to be true.' : 'Alarm: results on these data may be too good to be true.'}</b>{' '}
      {withIsolatedQuotes(first.message)}
      {others > 0 && ` There ${others === 1 ? 'is one more alarm' : `are ${others} more alarms`}.`}
      {canShow ? (
        <>
          {' '}
          <button type="button" className="link" onClick={showAlarms}>
            Look at {alarms.length === 1 ? 'it' : 'them'}
            <span className="hidden"> on the data sheet</span>
          </button>
        </>
      ) : (
        ' The settings no longer do that: train again.'
      )}
    </div>
  );
}

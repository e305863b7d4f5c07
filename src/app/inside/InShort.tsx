import { inShort } from '../../runs/inside/in-short';
import type { RunRecord } from '../../runs/record';
import { useParts } from '../store/use-app';
import styles from './in-short.module.css';

/** What the views say of the run as it is now, in a sentence each, with the view that shows it. */
export function InShort({ run }: { run: RunRecord }) {
  const { bring } = useParts('bring');
  const lines = inShort(run);
  // Its place is kept until there is something to say.
  if (lines.length === 0) return run.config.model.adapters.length > 0 ? <div className={styles.inShort} /> : null;
  return (
    <dl className={styles.inShort}>
      {lines.map(({ question, answer, view }) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>
            {answer} {view === 'matters' && !run.ablation && '“Does it matter?” measures whether that matters. '}
            <button type="button" className="link" onClick={() => bring(view)}>
              Show<span className="hidden">: {question}</span>
            </button>
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { useEffect, useRef } from 'react';
import { useParts } from '../store/use-app';
import { Choosing } from './Choosing';
import { Contest } from './Contest';
import { useHalf } from './choice-state';
import styles from './compare.module.css';
import { Earlier } from './Earlier';

/** Several contestants, trained with the same seeds on the same rows: what is compared, and what came of it. */
export function CompareView() {
  const { experiment, table } = useParts('experiment', 'table');
  const [half, show] = useHalf();
  const known = useRef(experiment?.id);
  useEffect(() => {
    if (known.current === experiment?.id) return;
    known.current = experiment?.id;
    show(experiment && 'result');
  });
  const ofPage = experiment !== undefined && (table === undefined || table.hash === experiment.data.hash);
  const shown = experiment && (half ?? (ofPage ? 'result' : 'choice')) === 'result';
  return (
    <div className={styles.compare}>
      {shown ? <Contest experiment={experiment} onOther={() => show('choice')} /> : <Choosing onBack={experiment && (() => show('result'))} />}
      <Earlier />
    </div>
  );
}

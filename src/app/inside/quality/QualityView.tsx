import { useState } from 'react';
import { domainColumns } from '../../../config/fields';
import { Asked } from '../Asked';
import styles from '../inside.module.css';
import { NoModel } from '../NoModel';
import { useAnswer } from '../use-answer';
import { useRest } from '../use-rest';
import type { Shown } from '../use-shown';
import { CalibrationFigure } from './CalibrationFigure';
import { SliceFigure } from './SliceFigure';

/** Whether predictions are positive rates, and where the model is good and where it is not. */
export function QualityView({ run }: Pick<Shown, 'run'>) {
  const rest = useRest(run);
  const key = 'key' in rest ? rest.key : undefined;
  const answer = useAnswer(run.calibration ? undefined : key, (inside) => inside.calibration());
  return (
    <>
      {run.calibration ? (
        <CalibrationFigure calibration={run.calibration} />
      ) : (
        <Asked answer={answer} what="Predicting the test rows">
          {(value) => <CalibrationFigure calibration={value} />}
        </Asked>
      )}
      {'reason' in rest ? <NoModel run={run} reason={rest.reason} /> : <Slices of={rest.key} run={run} />}
    </>
  );
}

function Slices({ of, run }: Pick<Shown, 'run'> & { of: string }) {
  const [cut, setCut] = useState<string>();
  const cuts = useAnswer(of, (inside) => inside.cuts());
  // Within the label's values there is nothing to tell apart.
  const { label, domain } = run.config.data;
  const offered = cuts?.state === 'known' ? cuts.value.filter((each) => each.cut !== `column:${label.column}`) : [];
  const chosen = cut ?? (offered.find((each) => domainColumns(domain).some((name) => each.cut === `column:${name}`)) ?? offered[0])?.cut;
  const answer = useAnswer(chosen && `${of} ${chosen}`, (inside) => inside.slices(chosen as string));
  return (
    <Asked answer={cuts} what="Reading the columns">
      {() => (
        <>
          <label className="row">
            Split the test rows by
            <select className={styles.cut} value={chosen} onChange={(event) => setCut(event.target.value)}>
              {offered.map(({ cut: value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <Asked answer={answer} what="Measuring">
            {(slices) => <SliceFigure slices={slices} title={offered.find((each) => each.cut === chosen)?.title ?? ''} />}
          </Asked>
        </>
      )}
    </Asked>
  );
}

import { epochText, fixed, signed } from '../../lib/numbers';
import { BASELINE } from '../../runs/words/names';
import picture from '../figure/picture.module.css';
import type { ChartPoint } from './series';

/** The values under the pointer, with the difference from the baseline. */
export function CurveReading({
  point: { epoch, model, baseline },
  unit,
  modelName,
  bestPossible,
  places,
}: {
  point: ChartPoint;
  unit: string;
  modelName: string;
  bestPossible: number | undefined;
  /** Of every value, after the point. */
  places: number;
}) {
  return (
    <div className={picture.reading}>
      <b>
        Epoch {epochText(epoch)}, {unit}
      </b>
      {typeof model === 'number' && (
        <div>
          {modelName} {fixed(model, places)}
        </div>
      )}
      {typeof baseline === 'number' && (
        <div>
          {BASELINE} {fixed(baseline, places)}
        </div>
      )}
      {typeof model === 'number' && typeof baseline === 'number' && <div>difference {signed(model - baseline, places)}</div>}
      {bestPossible !== undefined && <div>best possible {fixed(bestPossible, places)}</div>}
    </div>
  );
}

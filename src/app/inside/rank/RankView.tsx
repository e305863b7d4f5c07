import { useState } from 'react';
import type { Shown } from '../use-shown';
import { MatrixSizeFigure } from './MatrixSizeFigure';
import { RankFigure } from './RankFigure';
import { SpectrumFigure } from './SpectrumFigure';
import { MATRICES, type MatrixName } from './spectra';
import { UnitsFigure } from './UnitsFigure';

/** Whether an adapter's matrices use the directions that they have, and its bottleneck its units. */
export function RankView(shown: Shown) {
  const [which, setWhich] = useState<MatrixName>('down');
  const choice = (
    <label className="row">
      Matrix
      <select value={which} onChange={(event) => setWhich(event.target.value as MatrixName)}>
        {Object.entries(MATRICES).map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <RankFigure {...shown} which={which} controls={choice} />
      <MatrixSizeFigure {...shown} which={which} />
      <SpectrumFigure {...shown} which={which} />
      <UnitsFigure {...shown} />
    </>
  );
}

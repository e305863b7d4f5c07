import { useState } from 'react';
import type { Shown } from '../use-shown';
import { MatrixChoice } from './MatrixChoice';
import { MatrixSizeFigure } from './MatrixSizeFigure';
import { RankFigure } from './RankFigure';
import { SpectrumFigure } from './SpectrumFigure';
import type { MatrixName } from './spectra';
import { UnitsFigure } from './UnitsFigure';

/** Whether an adapter's matrices use the directions that they have, and its bottleneck its units. */
export function RankView(shown: Shown) {
  const [which, setWhich] = useState<MatrixName>('down');
  return (
    <>
      <RankFigure {...shown} which={which} controls={<MatrixChoice which={which} onChange={setWhich} />} />
      <MatrixSizeFigure {...shown} which={which} />
      <SpectrumFigure {...shown} which={which} />
      <UnitsFigure {...shown} />
    </>
  );
}

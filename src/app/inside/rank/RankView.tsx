import { useState } from 'react';
import type { Shown } from '../use-shown';
import { MatrixChoice } from './MatrixChoice';
import { MatrixSizeFigure } from './MatrixSizeFigure';
import { RankFigure } from './RankFigure';
import { SpectrumFigure } from './SpectrumFigure';
import { type MatrixName, matricesOf } from './spectra';
import { UnitsFigure } from './UnitsFigure';

/** Whether an adapter's matrices use the directions that they have, and its bottleneck its units. */
export function RankView(shown: Shown) {
  const [chosen, setWhich] = useState<MatrixName>('down');
  const matrices = matricesOf([shown.look]);
  const which = matrices.includes(chosen) ? chosen : 'down';
  return (
    <>
      <RankFigure {...shown} which={which} controls={<MatrixChoice of={matrices} which={which} onChange={setWhich} />} />
      <MatrixSizeFigure {...shown} which={which} />
      <SpectrumFigure {...shown} which={which} />
      <UnitsFigure {...shown} />
    </>
  );
}

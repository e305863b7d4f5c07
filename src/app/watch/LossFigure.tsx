import { useMemo, useRef } from 'react';
import type { RunRecord } from '../../runs/record';
import { BASELINE, hasBaseline, modelName, modelPhrase } from '../../runs/words/names';
import { Figure } from '../figure/Figure';
import { pictureOf } from '../figure/lines/picture-of';
import { later } from '../parts/later';
import { lossSentence } from './sentences';
import { lossPoints } from './series';
import { ValuesTable } from './ValuesTable';
import { lossTable } from './values';
import styles from './watch.module.css';

const Lines = later(
  'The losses',
  async () => (await import('../figure/lines/Lines')).Lines,
  () => <div className={styles.loss} />,
);

const HEIGHT = 180;

/** The training loss of the run's models, as it trains. */
export function LossFigure({ run, last }: { run: RunRecord; last: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const points = useMemo(() => lossPoints(run), [run]);
  const name = modelName(run);
  const series = useMemo(
    () => [
      ...(hasBaseline(run) ? [{ name: BASELINE, colour: 'var(--baseline)', dash: '6 4', values: points.map(({ baseline }) => baseline ?? null) }] : []),
      { name, colour: 'var(--ink)', dash: '', values: points.map(({ model }) => model ?? null) },
    ],
    [run, points, name],
  );
  return (
    <Figure
      title="Training loss"
      about={
        <p>
          The mean loss of the training rows since the point before: LogLoss, in nats, lower being better. It falls further than the loss on rows that training
          has not seen; where the curves above turn while it goes on falling, the model learns its training rows by heart.
        </p>
      }
      summary={lossSentence(points, modelPhrase(run))}
      save={{ svg: pictureOf(frame), csv: () => lossTable(run, points) }}
    >
      <Lines
        name="Training loss"
        x={points.map(({ epoch }) => epoch)}
        xName="epoch"
        yName="loss, nats"
        series={series}
        ends={[0, Math.max(last, 2)]}
        held
        height={HEIGHT}
        frameRef={frame}
      />

      <ValuesTable summary="Show the losses" caption="Training losses" table={() => lossTable(run, points)} />
    </Figure>
  );
}

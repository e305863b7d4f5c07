import { useRef, useState } from 'react';
import { isolated } from '../../../lib/isolated';
import { effectiveRank } from '../../../measures/spectra/spectrum';
import { collapse, fullRank } from '../../../runs/inside/collapse';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { Lines } from '../../figure/lines/Lines';
import { linesOf } from '../../inside/DomainLines';
import { MatrixChoice } from '../../inside/rank/MatrixChoice';
import { MATRICES, type MatrixName, matricesOf, spectraCsv, spectraOf } from '../../inside/rank/spectra';
import { alongTraining } from '../../inside/run-lines';
import styles from '../runs.module.css';
import { RunHead } from './DifferencesTable';
import type { Seen } from './InsideBoth';
import { svgOfBoth } from './svg-of-both';

/** How many directions the matrices of two runs use, over training, on one scale. */
export function RankBoth({ pair, adapter }: { pair: [Seen, Seen]; adapter: number }) {
  const [chosen, setWhich] = useState<MatrixName>('down');
  const matrices = matricesOf(pair.map(({ look }) => look));
  const which = matrices.includes(chosen) ? chosen : 'down';
  const frame = useRef<HTMLDivElement>(null);
  const both = pair.map((seen) => {
    const looks = alongTraining(seen.run.looks);
    const ranks = looks.map((look) => spectraOf(look, which, adapter).map((singular) => (singular.length > 0 ? effectiveRank(singular) : null)));
    return { ...seen, looks, ranks, full: fullRank(seen.look, which, adapter) };
  });
  const most = Math.max(...both.map(({ full }) => full));
  const last = Math.max(...both.flatMap(({ looks }) => looks.map(({ epoch }) => epoch)));
  return (
    <Figure
      title="Effective rank, of both"
      formula={`How many directions do the matrices use? exp(−Σ p ln p), p = σ / Σσ over the singular values σ of each domain’s mean ${MATRICES[which]}.`}
      about={<p>Both charts have one scale: up to the most directions that either could use. What each could use at most stands in its axis’ name.</p>}
      summary={both.map(({ id, name, look }) => (
        <span key={id}>
          {isolated(name)}: {collapse(look, adapter).sentence}{' '}
        </span>
      ))}
      save={{
        svg: () => svgOfBoth(frame.current, 'svg.recharts-surface', both),
        csv: () => {
          const tables = both.map(({ name, looks, run }) => ({
            name,
            names: domainNames(run),
            table: spectraCsv(looks, adapter, domainNames(run), (singular) => (singular.length > 0 ? effectiveRank(singular) : null)),
          }));
          const domains = [...new Set(tables.flatMap(({ names }) => names))];
          return {
            columns: ['run', 'epoch', 'matrix', ...domains],
            rows: tables.flatMap(({ name, names, table }) =>
              table.rows.map(([epoch, matrix, ...values]) => [
                name,
                epoch ?? null,
                matrix ?? null,
                ...domains.map((domain) => values[names.indexOf(domain)] ?? null),
              ]),
            ),
          };
        },
      }}
      controls={<MatrixChoice of={matrices} which={which} onChange={setWhich} />}
    >
      <div className={styles.pair} ref={frame}>
        {both.map(({ id, name, colour, run, look, looks, ranks, full }) => (
          <div key={id} className="stack">
            <h4 className={styles.head}>
              <RunHead name={name} colour={colour} />
            </h4>
            <Lines
              name={`Effective rank of ${MATRICES[which]} of ${isolated(name)}`}
              x={looks.map(({ epoch }) => epoch)}
              xName="epoch"
              yName={`effective rank, of ${full}`}
              range={[0, most]}
              ends={[0, last]}
              marker={look.epoch}
              series={linesOf(domainNames(run), (d) => ranks.map((each) => each[d] ?? null))}
            />
          </div>
        ))}
      </div>
    </Figure>
  );
}

import { useCallback, useRef, useState } from 'react';
import { cssColour } from '../../../lib/colour/colour-map';
import { isolated } from '../../../lib/isolated';
import { fixed } from '../../../lib/numbers';
import { pairsOf, SIMILARITIES, type SimilarityName } from '../../../runs/inside/alike';
import { nearest, ofAnotherMoment } from '../../../runs/inside/nearest';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { SquareTable } from '../../figure/square/SquareTable';
import { measuresOf, SimilarityChoice } from '../../inside/domains/SimilarityChoice';
import { useTheme } from '../../theme/theme';
import styles from '../runs.module.css';
import { RunHead } from './DifferencesTable';
import type { Seen } from './InsideBoth';
import { svgOfBoth } from './svg-of-both';

/** How alike the domains are to the hyper-networks of two runs, in the same colours. */
export function DomainsBoth({ pair }: { pair: [Seen, Seen] }) {
  const [chosen, setWhich] = useState<SimilarityName>('moved');
  const measures = measuresOf(pair.map(({ look }) => look));
  const which = measures?.[0] ?? chosen;
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const apart = SIMILARITIES[which].more === 'low';
  const colour = useCallback((value: number) => cssColour(theme, Math.max(0, apart ? 1 - value : value), 1.1), [theme, apart]);
  const both = pair.map((seen) => {
    const names = domainNames(seen.run);
    const shown = nearest(seen.run.looks, seen.run.looks.indexOf(seen.look), 'similarity');
    const values = shown?.similarity[which] ?? [];
    return {
      ...seen,
      names,
      values,
      moved: shown ? ofAnotherMoment(seen.look, shown) : '',
      rows: names.map((_, i) => names.map((__, j) => values[i * names.length + j] ?? null)),
    };
  });
  return (
    <Figure
      title="Domain similarity, of both"
      formula={`Which domains get similar matrices? By ${SIMILARITIES[which].name}.`}
      about={<p>More colour means more alike, in both tables by the same scale. “Domains” says of each measure how it is made.</p>}
      summary={both.map(({ id, name, names, values, moved }) => {
        const [most, ...others] = pairsOf(values, names.length, which);
        const least = others.at(-1);
        const said = (of: typeof most) => of && `${isolated(names[of.a] ?? '')} and ${isolated(names[of.b] ?? '')} (${fixed(of.value, 3)})`;
        return (
          <span key={id}>
            {isolated(name)}: {most ? `most alike are ${said(most)}${least ? `, least alike ${said(least)}` : ''}.` : 'nothing to compare.'}
            {moved}{' '}
          </span>
        );
      })}
      save={{
        svg: () => svgOfBoth(frame.current, 'svg[role="img"]', both),
        csv: () => ({
          columns: ['run', 'domain', 'other', SIMILARITIES[which].name],
          rows: both.flatMap(({ name, names, rows }) => names.flatMap((own, i) => names.map((other, j) => [name, own, other, rows[i]?.[j] ?? null]))),
        }),
      }}
      controls={<SimilarityChoice {...(measures && { of: measures })} which={which} onChange={setWhich} />}
    >
      <div className={styles.pair} ref={frame}>
        {both.map(({ id, name, colour: own, names, rows }) => (
          <div key={id} className="stack">
            <h4 className={styles.head}>
              <RunHead name={name} colour={own} />
            </h4>
            <SquareTable name={`${SIMILARITIES[which].name} of ${isolated(name)}`} names={names} values={rows} colourOf={colour} format={threeDigits} />
          </div>
        ))}
      </div>
    </Figure>
  );
}

const threeDigits = (value: number) => fixed(value, 3);

import { useMemo, useRef } from 'react';
import { cssColour } from '../../../lib/colour/colour-map';
import { fixed, signed } from '../../../lib/numbers';
import type { Ablation } from '../../../protocol/insight';
import { Figure } from '../../figure/Figure';
import { SquareTable } from '../../figure/square/SquareTable';
import { useTheme } from '../../theme/theme';
import { leftOutSentence } from './left-out';

/** What each domain loses with its rows' H made as if they were of each other. @param generated whether there is an H; else each domain has weights */
export function SwapFigure({ domains, ablation, generated }: { domains: readonly string[]; ablation: Ablation; generated: boolean }) {
  const swaps = useRef<SVGSVGElement>(null);
  const D = domains.length;
  const theme = useTheme();
  const what = generated ? 'H' : 'adapter';
  const { swapped, colour } = useMemo(() => {
    // Losses and gains at the two ends of the map, as deep as the largest of them.
    const most = Math.max(0.001, ...ablation.swapped.map((change) => Math.abs(change?.difference ?? 0)));
    return {
      swapped: domains.map((_, i) => domains.map((_, j) => ablation.swapped[i * D + j]?.difference ?? null)),
      colour: (value: number) => cssColour(theme, value, 1.2 * most),
    };
  }, [ablation, domains, D, theme]);
  return (
    <Figure
      title="As each other domain"
      formula={
        generated
          ? 'How much AUC does a domain (down) lose when the hyper-network takes its rows for rows of another domain (across)? Only the domain that the hyper-network reads is changed: rows, labels and towers stay.'
          : 'How much AUC does a domain (down) lose when its rows get the adapter of another domain (across)? Rows, labels and towers stay.'
      }
      about={
        <p>
          A column shows whose {what} serves the others: small numbers mean that these domains could share it. A row of small numbers means that the domain does
          not need {generated ? 'an H' : 'one'} of its own. The diagonal is 0: nothing is changed there. The saved numbers hold 95 % intervals.
        </p>
      }
      summary={`${summary(domains, ablation)} ${leftOutSentence(ablation, domains)}`.trim()}
      save={{
        svg: () => swaps.current ?? undefined,
        csv: () => ({
          columns: ['rows of', `${what} as a row of`, 'difference in AUC', 'low', 'high'],
          rows: domains.flatMap((a, i) =>
            domains.map((b, j) => {
              const change = ablation.swapped[i * D + j];
              return [a, b, change?.difference ?? null, change?.low ?? null, change?.high ?? null];
            }),
          ),
        }),
      }}
    >
      <SquareTable
        name={`Change in AUC with ${what} as another domain`}
        names={domains}
        values={swapped}
        colourOf={colour}
        format={threeDigits}
        svgRef={swaps}
      />
    </Figure>
  );
}

const threeDigits = (value: number) => signed(value, 3);

/** The largest loss in words, with its interval. */
function summary(domains: readonly string[], { swapped }: Ablation): string {
  const D = domains.length;
  const losses = swapped
    .flatMap((change, at) => (change && change.difference < 0 ? [{ change, at }] : []))
    .sort((a, b) => a.change.difference - b.change.difference);
  const [most] = losses;
  if (!most) return swapped.some((change, at) => change && at % (D + 1) !== 0) ? 'No domain loses by it.' : 'These test rows cannot tell: they are too few.';
  const { difference, low, high } = most.change;
  const whose = `${domains[Math.floor(most.at / D)]} as ${domains[most.at % D]}`;
  return `The largest loss is ${fixed(-difference, 3)}: ${whose} (95 % interval of the change: ${signed(low, 3)} to ${signed(high, 3)}).`;
}

import { useMemo, useRef } from 'react';
import type { Ablation } from '../../../protocol/insight';
import { Figure } from '../../figure/Figure';
import { cssColour } from '../../figure/heat-map/matrix';
import { fixed, signed } from '../../figure/numbers';
import { SquareTable } from '../../figure/square/SquareTable';
import { useTheme } from '../../theme/theme';

/** What each domain loses with the mean H of each other. */
export function SwapFigure({ domains, ablation }: { domains: readonly string[]; ablation: Ablation }) {
  const swaps = useRef<SVGSVGElement>(null);
  const D = domains.length;
  const theme = useTheme();
  const { swapped, colour } = useMemo(() => {
    // Losses in blue and gains in orange, as deep as the largest of them.
    const most = Math.max(0.001, ...ablation.swapped.map((value) => Math.abs(value ?? 0)));
    return {
      swapped: domains.map((_, i) => domains.map((_, j) => ablation.swapped[i * D + j] ?? null)),
      colour: (value: number) => cssColour(theme, value, 1.2 * most),
    };
  }, [ablation, domains, D, theme]);
  return (
    <Figure
      title="With another domain’s mean H"
      formula="How much AUC does a domain (down) lose when its rows get the mean H of another domain (across)?"
      about={
        <p>On the diagonal each domain gets its own mean. A row of small numbers means that the domain would do as well with the weights of the others.</p>
      }
      summary={`The largest loss is ${fixed(Math.max(0, ...ablation.swapped.flatMap((each) => (each === null ? [] : [-each]))), 3)}.`}
      save={{
        svg: () => swaps.current ?? undefined,
        csv: () => ({
          columns: ['rows of', 'mean H of', 'difference in AUC'],
          rows: domains.flatMap((a, i) => domains.map((b, j) => [a, b, ablation.swapped[i * D + j] ?? null])),
        }),
      }}
    >
      <SquareTable name="Change in AUC with a domain’s mean H" names={domains} values={swapped} colourOf={colour} format={threeDigits} svgRef={swaps} />
    </Figure>
  );
}

const threeDigits = (value: number) => signed(value, 3);

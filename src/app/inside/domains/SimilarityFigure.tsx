import { useCallback, useMemo, useRef, useState } from 'react';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { cssColour } from '../../figure/heat-map/matrix';
import { fixed } from '../../figure/numbers';
import { perDomain } from '../../figure/per-domain';
import { SquareTable } from '../../figure/square/SquareTable';
import { useTheme } from '../../theme/theme';
import { pairsOf, SIMILARITIES, type SimilarityName } from '../findings/alike';
import { momentAtStart } from '../moment-name';
import type { Shown } from '../use-shown';

/** Domains with fewer probe rows have a mean H and distances that say little. */
const FEW = 20;

const FORMULAS: Record<SimilarityName, string> = {
  moved:
    'E|H as a − H as b|² / E|H(x) − H(y)|², the same rows once as rows of each domain, over two different rows of one domain: 0 is no difference, 1 as much as another row makes.',
  cka: 'CKA(X, Y) = |XᵀY|² / (|XᵀX| |YᵀY|), X and Y the centred H of the same rows, once as rows of each domain (Kornblith et al., 2019).',
  cosine: 'cos = ⟨mean H of a, mean H of b⟩ / (|mean H of a| |mean H of b|), each over the domain’s own rows.',
  energy: '(2 E|X−Y| − E|X−X′| − E|Y−Y′|) / 2 E|X−Y|, X and Y the H of the domains’ own rows (Székely and Rizzo, 2013): 0 is alike, 1 apart.',
};

/** How alike the domains are to the hyper-network. */
export function SimilarityFigure({ run, look }: Shown) {
  const [which, setWhich] = useState<SimilarityName>('moved');
  const theme = useTheme();
  const svg = useRef<SVGSVGElement>(null);
  const domains = domainNames(run);
  const D = domains.length;
  const values = look.similarity[which];
  const rows = useMemo(() => domains.map((_, a) => domains.map((_, b) => values[a * D + b] ?? null)), [values, domains, D]);
  const pairs = pairsOf(values, D, which);
  const [most, least] = [pairs[0], pairs.at(-1)];
  const nameOf = (pair: { a: number; b: number }) => `${domains[pair.a]} and ${domains[pair.b]}`;
  const few = look.domains.flatMap(({ rows: n }, d) => (n < FEW ? [d] : []));
  const apart = SIMILARITIES[which].more === 'low';
  // One colour for more alike, so that the three measures read the same way.
  const colour = useCallback((value: number) => cssColour(theme, Math.max(0, apart ? 1 - value : value), 1.1), [theme, apart]);
  return (
    <Figure
      title="Domain similarity"
      formula={<>Which domains get alike matrices? {FORMULAS[which]}</>}
      about={
        <>
          <p>
            Shift and CKA ask what the domain itself does: the same {run.probes?.paired ?? 0} rows are passed through the hyper-network once as rows of each
            domain, with nothing else changed (a column that the domain was made from stays as it is). A CKA of 1 means that the two domains’ H are the same up
            to rotation, scale and a constant: it says whether rows are told apart in the same way, and does not see what a domain adds to all rows alike; the
            shift does. With few rows CKA is biased upwards.
          </p>
          <p>
            Cosine and energy distance compare the domains as they are, each by its own rows, so they also see that different people and items come to different
            domains. Cosine compares the means alone; the energy distance compares the whole clouds of H. It is 0 where these rows cannot tell the clouds apart.
          </p>
        </>
      }
      summary={
        most && least ? (
          <>
            {momentAtStart(look)}, by {SIMILARITIES[which].name}:{' '}
            {pairs.length > 1 && fixed(most.value, 3) === fixed(least.value, 3) ? (
              <>no pair differs from another ({fixed(most.value, 3)})</>
            ) : (
              <>
                most alike are <b>{nameOf(most)}</b> ({fixed(most.value, 3)})
                {pairs.length > 1 && (
                  <>
                    , least alike {nameOf(least)} ({fixed(least.value, 3)})
                  </>
                )}
              </>
            )}
            .
            {few.length > 0 &&
              ` Few probe rows: ${perDomain(
                few.map((d) => domains[d] as string),
                few.map((d) => look.domains[d]?.rows),
                (n, name) => `${name} has ${n}`,
              )}.`}
          </>
        ) : (
          'There is nothing to compare: it takes two domains with rows, and an H that varies.'
        )
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['domain', 'other', ...Object.values(SIMILARITIES).map(({ name }) => name)],
          rows: domains.flatMap((a, i) =>
            domains.map((b, j) => [a, b, ...(Object.keys(SIMILARITIES) as SimilarityName[]).map((each) => look.similarity[each][i * D + j] ?? null)]),
          ),
        }),
      }}
      controls={
        <label className="row">
          Measure
          <select value={which} onChange={(event) => setWhich(event.target.value as SimilarityName)}>
            {Object.entries(SIMILARITIES).map(([key, { name }]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <SquareTable name={SIMILARITIES[which].name} names={domains} values={rows} colourOf={colour} format={threeDigits} svgRef={svg} />
    </Figure>
  );
}

const threeDigits = (value: number) => fixed(value, 3);

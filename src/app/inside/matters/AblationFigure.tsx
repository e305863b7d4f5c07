import { useRef, useState } from 'react';
import { adapterKindOf, hasHyperNetwork } from '../../../config/adapter-kinds';
import type { Ablation, AblationName } from '../../../protocol/insight';
import { CONDITIONS, conditionAbout, verdictWords } from '../../../runs/inside/verdict';
import { domainNames } from '../../../runs/record';
import { Bars } from '../../figure/bars/Bars';
import { Figure } from '../../figure/Figure';
import { perDomain } from '../../figure/per-domain';
import type { Shown } from '../use-shown';
import { barsOf } from './ablation-bars';
import { leftOutSentence } from './left-out';

/** More domains than this make a figure of all conditions too long to read. */
const MOST_TOGETHER = 4;

/** What the AUC loses when the adapters are changed, with its verdict in words. */
export function AblationFigure({ run, ablation }: Pick<Shown, 'run'> & { ablation: Ablation }) {
  const adapter = adapterKindOf(run.config.model);
  const bars = useRef<SVGSVGElement>(null);
  const domains = domainNames(run);
  const D = domains.length;
  // Of many domains one condition at a time, or the means alone.
  const many = D > MOST_TOGETHER;
  const [chosen, setChosen] = useState<AblationName | 'means'>('means');
  const conditions = many && chosen !== 'means' ? ablation.conditions.filter(({ name }) => name === chosen) : ablation.conditions;
  const named = many && chosen === 'means' ? [] : domains;
  const rows = barsOf(ablation, conditions, named);
  const { used, reads, seen } = verdictWords(ablation, adapter);
  const names = conditionsOf(ablation);
  const generated = hasHyperNetwork(run.config.model);
  return (
    <Figure
      title="Does the adapter matter?"
      formula="How much AUC is lost when the adapters are changed? ΔAUC = AUC changed − AUC as trained, on the same test rows, with 95 % intervals. This says what the trained model relies on. What a model trained without adapters reaches is the dashed line in the curves above."
      about={
        <>
          <p>
            {(Object.keys(CONDITIONS) as AblationName[])
              .filter((name) => generated || names.has(name))
              .map((name) => (
                <span key={name}>
                  <b>{CONDITIONS[name].name}</b>: {conditionAbout(name, adapter)}.{' '}
                </span>
              ))}
            The row in ink is the mean over the domains.{generated && ' H is shuffled within a batch, five times; the AUC is the mean of the five.'}
          </p>
          <p>
            If an interval (DeLong’s) does not contain 0, the choice of test rows alone does not explain the change.
            {generated && ' Intervals of shuffles also hold how much the five differ.'} But one interval in twenty misses 0 by chance. Domains with fewer than
            ten rows of a class have no interval and are not part of the mean.
          </p>
        </>
      }
      summary={
        <>
          <b>{`${used} ${reads}`.trim()}</b> {seen} AUC as trained:{' '}
          {perDomain(domains, ablation.trained, (value, name, d) => `${name} ${value.toFixed(3)} (${ablation.rows[d]?.toLocaleString('en')} rows)`)}.{' '}
          {leftOutSentence(ablation, domains)}
          {generated &&
            !names.has('own mean') &&
            ` “Own mean H” is left out, since it would equal “adapters off”${ablation.ownMean === null ? ': what the adapters do hardly differs from row to row' : ''}.`}
          {ablation.alone > 0.005 && `  For ${Math.round(100 * ablation.alone)} % of the rows, the batch held no other row of their domain to take H from.`}
        </>
      }
      save={{
        svg: () => bars.current ?? undefined,
        csv: () => ({
          columns: ['changed', 'domain', 'test rows', 'difference in AUC', 'low', 'high'],
          rows: ablation.conditions.flatMap(({ name, byDomain, mean }) => [
            [CONDITIONS[name].name, 'mean over domains', null, mean?.difference ?? null, mean?.low ?? null, mean?.high ?? null],
            ...domains.map((domain, d) => [
              CONDITIONS[name].name,
              domain,
              ablation.rows[d] ?? null,
              byDomain[d]?.difference ?? null,
              byDomain[d]?.low ?? null,
              byDomain[d]?.high ?? null,
            ]),
          ]),
        }),
      }}
      controls={
        many && (
          <label className="row">
            Changed
            <select value={chosen} onChange={(event) => setChosen(event.target.value as AblationName | 'means')}>
              <option value="means">all changes, mean over domains</option>
              {ablation.conditions.map(({ name }) => (
                <option key={name} value={name}>
                  {CONDITIONS[name].name}, every domain
                </option>
              ))}
            </select>
          </label>
        )
      }
    >
      <Bars name="Change in AUC" rows={rows} xName="difference in AUC" svgRef={bars} />
    </Figure>
  );
}

const conditionsOf = ({ conditions }: Ablation) => new Set(conditions.map(({ name }) => name));

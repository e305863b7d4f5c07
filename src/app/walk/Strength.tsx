import { useEffect, useState } from 'react';
import { isolated } from '../../lib/isolated';
import { fixed } from '../../lib/numbers';
import { rowName } from '../../lib/row-name';
import { STRENGTHS, type Strengths } from '../../protocol/walk';
import { isActive, isStored, type RunRecord } from '../../runs/record';
import { modelPhrase } from '../../runs/words/names';
import { linesOf } from '../inside/DomainLines';
import { useRest } from '../inside/use-rest';
import { later } from '../parts/later';
import { isQuick } from '../store/quick';
import { useParts } from '../store/use-app';
import { domainColour } from '../theme/colours';
import { chance } from './sentences';
import type { Sides } from './sides';
import styles from './walk.module.css';

const Lines = later(
  'The lines',
  async () => (await import('../figure/lines/Lines')).Lines,
  () => <div style={{ height: 220 }} />,
);

/** How strongly the adapters add, from not at all to as trained: the row's probability and each domain's AUC move with it. */
export function Strength({ run, sides, names }: { run: RunRecord; sides: Sides; names: readonly string[] }) {
  return (
    <section className={styles.strength} data-further aria-label="The adapter’s strength">
      <h4>What if the adapter added less?</h4>
      {run.strengths ? <Known run={run} strengths={run.strengths} sides={sides} names={names} /> : <Ask run={run} />}
    </section>
  );
}

function Ask({ run }: { run: RunRecord }) {
  const {
    strengthsAsked: asked,
    strengthsError: error,
    strengthsDeclined: declined,
    askStrengths,
    cancelStrengths,
  } = useParts('strengthsAsked', 'strengthsError', 'strengthsDeclined', 'askStrengths', 'cancelStrengths');
  const rest = useRest(run);
  const may = 'key' in rest;
  const failed = error?.run === run.id;
  // A run that only rests may go on at any moment.
  const unasked = may && !isActive(run) && isQuick(run, STRENGTHS.length) && !failed && declined !== run.id;
  useEffect(() => {
    if (unasked) void askStrengths();
  }, [unasked, askStrengths]);
  if (asked?.run === run.id) {
    return (
      <p className="row" role="status">
        Measuring: {asked.done} of {asked.total} passes over the test rows
        <button type="button" onClick={cancelStrengths}>
          Cancel
        </button>
      </p>
    );
  }
  return (
    <div className="row">
      <button type="button" disabled={!may} onClick={() => void askStrengths()}>
        Measure it on the test rows
      </button>
      {'reason' in rest && (
        <span className="soft">
          {isStored(run) && !isActive(run) ? 'This stored run does not say. Press Train to get a model that can be asked.' : rest.reason}
        </span>
      )}
      {failed && (
        <span className="error" role="alert">
          {error.message}
        </span>
      )}
    </div>
  );
}

/** Which weights were asked, whatever moment is shown. */
function weightsAsked(run: RunRecord, { before }: Sides): string {
  if (isActive(run)) return 'Measured with the weights as they are now.';
  return `Measured with the weights that the run ended with${before.look.final ? '' : ', not with those of the moment above'}. What is lost at 0 is not what ${modelPhrase(run)} gains: a backbone trained alone learns to do without.`;
}

function Known({
  run,
  strengths: { strengths, auc, byDomain, perUser, rows },
  sides,
  names,
}: {
  run: RunRecord;
  strengths: Strengths;
  sides: Sides;
  names: readonly string[];
}) {
  const last = strengths.length - 1;
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(chosen ?? last, last);
  const { walk } = sides.before;
  const prediction = rows.find(({ row }) => row === walk.row)?.predictions[at];
  const strength = strengths[at] as number;
  const aucText = (value: number | null | undefined) => (typeof value === 'number' ? fixed(value, 3) : 'n/a');
  const said = [
    ...(prediction === undefined ? [] : [`${rowName(walk.row)} gets ${chance(prediction)}`]),
    `AUC of all rows ${aucText(auc[at])}`,
    ...names.map((name, d) => `${isolated(name)} ${aucText(byDomain[at]?.[d])}`),
    ...(perUser ? [`AUC per user ${aucText(perUser[at])}`] : []),
  ].join(', ');
  return (
    <div className={styles.known}>
      <div className="stack">
        <label className={styles.slider}>
          <span>Strength</span>
          <input
            type="range"
            min={0}
            max={last}
            value={at}
            aria-valuetext={`${fixed(strength, 2)}: ${said}`}
            onChange={(event) => setChosen(Number(event.target.value))}
          />
          <span className={styles.sliderValue}>{fixed(strength, 2)}</span>
        </label>
        <div className={styles.outcomes}>
          {prediction !== undefined && (
            <div>
              <span className={styles.outcomeName}>{rowName(walk.row)}, chance of a positive label</span>
              <span className={styles.bar}>
                <span style={{ width: `${100 * prediction}%`, background: domainColour(walk.ownDomain) }} />
              </span>
              <b>{chance(prediction)}</b>
            </div>
          )}
          <p>{said}.</p>
          <p className="soft">{weightsAsked(run, sides)}</p>
        </div>
      </div>
      <Lines
        name="AUC by the adapter’s strength"
        x={strengths.map((each) => 100 * each)}
        xName="strength, percent"
        yName="test AUC"
        series={[...linesOf(names, (d) => byDomain.map((each) => each[d] ?? null)), { name: 'all rows', colour: 'var(--ink)', dash: '2 3', values: auc }]}
        marker={100 * strength}
      />
    </div>
  );
}

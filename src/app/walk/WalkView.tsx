import { type FocusEvent, type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import { capital } from '../../lib/capital';
import { ABOVE, BELOW } from '../../lib/colour/colour-map';
import { domainNames, isStored } from '../../runs/record';
import { Figure } from '../figure/Figure';
import type { Shown } from '../inside/use-shown';
import { useParts } from '../store/use-app';
import { accountOf } from './account';
import { authorsSentence } from './authors';
import { exchanged, wayOf } from './by-kind';
import { Choosers, RowNumber } from './Choosers';
import { csvOf } from './csv';
import { Detail } from './Detail';
import { Diagram } from './Diagram';
import { drawingOf, type Which } from './drawing';
import { Stepper } from './Stepper';
import { Strength } from './Strength';
import { besideName, outcomeOf, sentenceOf, sideName, standInSentence } from './sentences';
import { nearestWalked, sidesOf } from './sides';
import { type BoxName, STEPS, type StepName, stepOf } from './steps';
import { withTitles } from './titles';
import { usePlay } from './use-play';
import styles from './walk.module.css';

/** One row's way through the model, drawn: from its values to its own weights and to a probability. */
export function WalkView({ run, look: at, adapter }: Shown) {
  const { walkRow, walkBeside } = useParts('walkRow', 'walkBeside');
  const names = domainNames(run);
  const wanted = useMemo(() => [walkRow, walkBeside?.kind === 'row' ? walkBeside.row : undefined].filter((row) => row !== undefined), [walkRow, walkBeside]);
  const look = useMemo(() => nearestWalked(run.looks, at, wanted), [run.looks, at, wanted]);
  const authors = useMemo(
    () => nearestWalked(run.authorsStart?.walks ?? [], { epoch: look?.epoch ?? 0, final: look?.final ?? false }, wanted),
    [run.authorsStart, look, wanted],
  );
  const sides = useMemo(() => look && withTitles(sidesOf(look, walkRow, walkBeside, authors), run.config), [look, walkRow, walkBeside, authors, run.config]);
  const drawing = useMemo(() => sides && drawingOf(sides, adapter), [sides, adapter]);
  const [which, setWhich] = useState<Which>('difference');
  const [asText, setAsText] = useState(false);
  const play = usePlay(isStored(run) && drawing !== undefined);
  const { step, go, touch } = play;
  const account = useMemo(() => (drawing ? accountOf(drawing.sides, drawing.before, drawing.changes, names, adapter) : []), [drawing, names, adapter]);
  const open = useRef(go);
  open.current = go;
  const onOpen = useCallback((box: BoxName) => open.current(STEPS.indexOf(stepOf(box))), []);
  /** A press on Pause that already stopped what played by itself does not start it again. */
  const stopped = useRef(false);

  if (!look || !sides || !drawing) {
    return (
      <div className="stack">
        <p className="soft">
          {isStored(run) ? 'This stored run followed no row. Press Train to get a run that does.' : 'No row is followed yet. Choose one by its number.'}
        </p>
        {!isStored(run) && <RowNumber run={run} />}
      </div>
    );
  }
  const name = STEPS[step] as StepName;
  const standIn = standInSentence(at, sides, wanted);
  const shown = which === 'difference' && !drawing.difference ? 'after' : which;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = { ArrowLeft: step - 1, ArrowRight: step + 1, Home: 0, End: STEPS.length - 1 }[event.key];
    // Radio buttons and the like have arrow keys of their own.
    if ((event.target as HTMLElement).matches('input, select')) return;
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to);
    follow(event.currentTarget, event.target as HTMLElement);
  };
  return (
    <Figure
      title="Follow one row"
      heading={false}
      formula={wayOf(look)}
      about={
        <>
          <p>
            Every number is what the engine computes when it predicts this row. {capital(BELOW)} is below zero, {ABOVE} above; the colours of a box end at its
            largest number. A box opens its formula with this row’s values. Arrow keys lead from step to step.
          </p>
          <p>
            If the row is taken as a row of another domain, its own values stay; the field that names the domain changes, and so does the tower where each
            domain has one.
            {exchanged(look) &&
              ` “With nothing but that ${exchanged(look)}” leaves all this as it was and changes only what the adapters’ weights are made from.`}
          </p>
        </>
      }
      summary={sentenceOf('prediction', sides.before, names, adapter)}
      save={{ csv: () => csvOf(drawing) }}
      controls={<Choosers run={run} look={look} sides={sides} names={names} authors={authors !== undefined} />}
    >
      <div
        ref={play.ref}
        className={styles.walk}
        onPointerDownCapture={() => {
          stopped.current = touch();
        }}
        onKeyDownCapture={() => touch()}
        onFocusCapture={(event: FocusEvent) => {
          // A press focuses its button, after the pointer was told above.
          if (touch()) stopped.current = (event.target as HTMLElement).matches(':not(:focus-visible)');
        }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys reach the steps from all that stands in it. */}
        <div className={styles.stage} onKeyDown={onKeyDown}>
          <div className={styles.told}>
            <Stepper
              play={play}
              onPlay={(event: MouseEvent) => {
                const already = stopped.current && event.detail > 0;
                stopped.current = false;
                if (!already) play.toggle();
              }}
            />
            <p className={styles.sentence} aria-live={play.byItself ? 'off' : 'polite'}>
              {sentenceOf(name, sides.before, names, adapter).replaceAll(' × ', '\u00a0×\u00a0')}
            </p>
          </div>
          {standIn && <p className="soft">{standIn}</p>}
          {sides.after && (
            <p className={styles.outcome}>
              {outcomeOf(sides, names)}
              {sides.beside?.kind === 'authors' && ` ${authorsSentence(sides.before, sides.after, adapter)}`}
            </p>
          )}
          {drawing.after && (
            <fieldset className={styles.which}>
              <legend className="hidden">What the boxes show</legend>
              {(
                [
                  ...(drawing.difference ? [['difference', 'What differs'] as const] : []),
                  ['before', capital(sideName(sides, names))],
                  ['after', capital(besideName(sides, names))],
                ] as const
              ).map(([value, text]) => (
                <label key={value}>
                  <input type="radio" name="walk-which" checked={shown === value} onChange={() => setWhich(value)} />
                  {text}
                </label>
              ))}
            </fieldset>
          )}
          <Diagram drawing={drawing} which={shown} names={names} step={step} reached={play.reached} account={account} onOpen={onOpen} />
        </div>
        <Detail step={name} drawing={drawing} names={names} adapter={adapter} scaled={run.config.model.adapterInit === 'near-identity'} />
        <div>
          <button type="button" aria-pressed={asText} onClick={() => setAsText(!asText)}>
            Read it as text
          </button>
          <div className={asText ? '' : 'hidden'}>
            <ol className={styles.account} aria-label="The same, as text">
              {account.map((text, i) => (
                <li key={STEPS[i]}>{text}</li>
              ))}
            </ol>
          </div>
        </div>
        <Strength run={run} sides={sides} names={names} />
      </div>
    </Figure>
  );
}

/** Focus goes with the step, from box to box or from dot to dot, once the new ones can take it. */
function follow(stage: HTMLElement, from: HTMLElement): void {
  const group = from.closest('[data-box]') ? '[data-box]' : from.closest('ol button') ? 'ol button' : undefined;
  if (group) requestAnimationFrame(() => stage.querySelector<HTMLElement>(`${group}[aria-current="step"]`)?.focus());
}

import { capital } from '../../lib/capital';
import { isolated } from '../../lib/isolated';
import { fixed, short, signed } from '../../lib/numbers';
import { rowName } from '../../lib/row-name';
import { hasH, sharesWeights } from '../../runs/inside/kinds';
import { HeatMaps } from '../figure/heat-map/HeatMaps';
import { Table } from '../parts/Table';
import { exchanged } from './by-kind';
import { type Drawing, type ShownPart, shownIn, type Which } from './drawing';
import type { Drawn } from './parts';
import { Rebuilt } from './Rebuilt';
import { besideName, chance, sideName } from './sentences';
import { STEP_TITLES, type StepName } from './steps';
import { VectorCells } from './VectorCells';
import styles from './walk.module.css';
import { workingsOf } from './workings';

/** A step's formula with this row's values in it, and its numbers; beside another also those, and the difference. */
export function Detail({
  step,
  drawing,
  names,
  adapter,
  scaled,
}: {
  step: StepName;
  drawing: Drawing;
  names: readonly string[];
  adapter: number;
  scaled: boolean;
}) {
  const { before, after } = drawing.sides;
  const workings = workingsOf(step, before, adapter, scaled);
  const beside = after && workingsOf(step, after, adapter, scaled, before).filter((line, i) => line !== workings[i]);
  return (
    <section className={styles.detail} aria-label={`${STEP_TITLES[step]}, with this row’s numbers`}>
      <div className={styles.workings}>
        <h4>{STEP_TITLES[step]}</h4>
        <ul>
          {workings.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {beside && beside.length > 0 && step !== 'row' && (
          <>
            <h4>{capital(besideName(drawing.sides, names))}</h4>
            <ul>
              {beside.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div className={styles.numbers}>
        <Numbers step={step} drawing={drawing} names={names} adapter={adapter} />
      </div>
    </section>
  );
}

function Numbers({ step, drawing, names, adapter }: { step: StepName; drawing: Drawing; names: readonly string[]; adapter: number }) {
  const { look } = drawing.sides.before;
  const made = hasH(look) && !sharesWeights(look);
  switch (step) {
    case 'row':
    case 'embeddings':
      return <FieldTable drawing={drawing} names={names} numbers={step === 'embeddings'} />;
    case 'h':
      return hasH(look) ? <Matrices drawing={drawing} boxes={['h']} names={names} /> : <p className="soft">There is none.</p>;
    case 'weights':
      return drawing.after || !made ? (
        <Matrices drawing={drawing} boxes={['down', 'up-weights']} names={names} />
      ) : (
        <Rebuilt side={drawing.sides.before} adapter={adapter} />
      );
    case 'prediction':
      return <Outcome drawing={drawing} names={names} />;
    default:
      return <Vectors drawing={drawing} box={step} names={names} />;
  }
}

function FieldTable({ drawing: { sides }, names, numbers }: { drawing: Drawing; names: readonly string[]; numbers: boolean }) {
  const { before, after } = sides;
  const first = (values: Float32Array) => [...values.subarray(0, 3)].map(short).join(', ') + (values.length > 3 ? `, … (${values.length})` : '');
  return (
    <Table
      caption={numbers ? 'The numbers of each field' : 'The row’s values'}
      shape="wide"
      columns={[
        'Field',
        rowName(before.walk.row),
        ...(numbers ? ['Its numbers'] : []),
        ...(after ? [capital(besideName(sides, names)), ...(numbers ? ['Its numbers'] : [])] : []),
      ]}
      rows={before.walk.fields.map(({ name, text, numbers: own }, i) => {
        const other = after?.walk.fields[i];
        return { key: name, cells: [name, text, ...(numbers ? [first(own)] : []), ...(other ? [other.text, ...(numbers ? [first(other.numbers)] : [])] : [])] };
      })}
    />
  );
}

/** The sides that are shown of a box, each with its name. */
function sidesIn(drawing: Drawing, box: Drawn, names: readonly string[]): { key: Which; title: string; parts: ShownPart[] }[] {
  const { after, difference, sides } = drawing;
  const side = (key: Which, title: string) => ({ key, title, parts: shownIn(drawing, box, key) });
  return [
    side('before', after ? sideName(sides, names) : ''),
    ...(after ? [side('after', besideName(sides, names))] : []),
    ...(difference ? [side('difference', 'difference')] : []),
  ];
}

function Matrices({ drawing, boxes, names }: { drawing: Drawing; boxes: Drawn[]; names: readonly string[] }) {
  return (
    <div className={styles.matrices}>
      {boxes.flatMap((box) =>
        sidesIn(drawing, box, names).flatMap(({ key, title, parts }) =>
          parts.map(({ part: matrix, scale }) => {
            const name = [matrix.name, title].filter(Boolean).join(', ') + (key === 'difference' ? `, largest ${short(scale)}` : '');
            return <HeatMaps key={`${box} ${key}`} scale={scale} maps={[{ key, title: name, name, matrix }]} />;
          }),
        ),
      )}
    </div>
  );
}

function Vectors({ drawing, box, names }: { drawing: Drawing; box: Drawn; names: readonly string[] }) {
  const sides = sidesIn(drawing, box, names);
  return (
    <div className="stack">
      {drawing.before[box].map((part, i) =>
        sides.map(({ key, title, parts }) => {
          const shown = parts[i];
          return (
            shown && <VectorCells key={`${part.name} ${key}`} part={shown.part} title={[part.name, title].filter(Boolean).join(', ')} scale={shown.scale} />
          );
        }),
      )}
      {drawing.before[box].length === 0 && <p className="soft">There are none.</p>}
    </div>
  );
}

function Outcome({ drawing: { sides }, names }: { drawing: Drawing; names: readonly string[] }) {
  const { before, after, beside } = sides;
  const what = exchanged(before.look);
  const line = (key: string, what: string, { logit, prediction }: { logit: number; prediction: number }) => ({
    key,
    cells: [what, fixed(logit, 3), chance(prediction), after ? signed(logit - before.walk.logit, 3) : ''],
  });
  return (
    <Table
      caption="Logit and probability"
      columns={['', { head: 'Logit', number: true }, { head: 'Probability', number: true }, { head: after ? 'Change of the logit' : '', number: true }]}
      rows={[
        line('before', after ? capital(sideName(sides, names)) : rowName(before.walk.row), before.walk),
        ...(after ? [line('after', capital(besideName(sides, names)), after.walk)] : []),
        ...(after && beside?.kind === 'domain' && what
          ? [line('h', `With nothing but that ${what}, otherwise as a row of ${isolated(names[before.walk.ownDomain] ?? '')}`, after.walk.withThisH)]
          : []),
      ]}
    />
  );
}

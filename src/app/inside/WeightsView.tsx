import { useMemo, useState } from 'react';
import { clusterOrder } from '../../measures/likeness/cluster-order';
import { domainNames, isStored } from '../../runs/record';
import type { Table } from '../figure/csv';
import { Figure } from '../figure/Figure';
import { short } from '../figure/numbers';
import { Swatch } from '../parts/Swatch';
import { useApp } from '../store/use-app';
import { useTheme } from '../theme/theme';
import { HeatMap } from './HeatMap';
import { heatMapsSvg } from './heat-maps-svg';
import styles from './inside.module.css';
import { type Kind, kindsOf } from './kinds';
import { cssColour, inOrder, largestOf, MAPS, type Matrix } from './matrix';
import { RowChooser } from './RowChooser';
import { type Subject, subjectsOf } from './subjects';
import { momentName, type Shown } from './use-look';

type Compare = 'as they are' | 'less the mean' | 'difference';

/** Ordering by likeness compares every row with every other. */
const MOST_ORDERED = 150;

/** The weights that the hyper-network generates: of each domain's mean, of rows, or the difference of two. */
export function WeightsView({ run, look, adapter }: Shown) {
  const { selected } = useApp();
  const theme = useTheme();
  const watched = useApp((state) => state.watched);
  const [compare, setCompare] = useState<Compare>('as they are');
  const [ordered, setOrdered] = useState(false);
  const [pair, setPair] = useState<[string, string]>(['domain 0', 'domain 1']);
  const { layer, width } = look.adapters[adapter] as { layer: number; width: number };
  const domains = domainNames(run);
  const subjects = useMemo(() => subjectsOf(look, domains, run.probes, selected, watched), [look, domains, run.probes, selected, watched]);
  const mayOrder = width <= MOST_ORDERED;

  const groups = useMemo(
    () =>
      kindsOf(look, adapter).map((kind) => {
        const shown = compared(subjects, compare, pair).map((each) => ({ ...each, matrix: kind.of(each.h) }));
        const orders = ordered && mayOrder && shown.length > 0 ? ordersOf(shown.map(({ matrix }) => matrix)) : undefined;
        const maps = shown.map((each) => ({ ...each, matrix: orders ? inOrder(each.matrix, ...orders) : each.matrix }));
        return { kind, maps, scale: largestOf(maps.map(({ matrix }) => matrix)) };
      }),
    [look, adapter, subjects, compare, pair, ordered, mayOrder],
  );
  const named = subjects.map(({ key, name }) => ({ key, name }));
  return (
    <Figure
      title="Generated weights"
      formula={
        <>
          What does the hyper-network generate, for whom? W<sub>down</sub> = U₁ H V₁ leads from the layer’s output into the bottleneck, W<sub>up</sub> = U₂ H V₂
          back; H is the instance representation matrix.
        </>
      }
      about={
        <>
          <p>
            Blue is below zero, orange above; the maps of one kind share one scale, whose ends stand beside its name. W is linear in H, so a domain’s mean
            weights are exactly those of its mean H. Domains that look alike share; “less the mean” leaves what is a domain’s own.
          </p>
          <p>
            Ordered by likeness, rows and columns that behave alike over all maps of a kind stand side by side (average linkage); the order is the same in all
            of them. Without it they stand in the order of the layer’s units, which means nothing by itself.
          </p>
        </>
      }
      summary={<Summary groups={groups} compare={compare} moment={momentName(look)} layer={layer} />}
      save={{
        svg: () =>
          heatMapsSvg(
            groups.map(({ kind, maps, scale }) => ({
              title: kind.name,
              scale,
              scaleText: `, ${kind.about}, from ${short(-scale)} (blue) to ${short(scale)} (orange)`,
              maps: maps.map(({ name, about, matrix }) => ({ title: `${name}${about ? `, ${about}` : ''}`, matrix })),
            })),
            MAPS[theme],
          ),
        csv: () => tableOf(groups),
      }}
      controls={
        <>
          <label className="row">
            Show
            <select value={compare} onChange={(event) => setCompare(event.target.value as Compare)}>
              <option value="as they are">as they are</option>
              <option value="less the mean">less the mean over domains</option>
              <option value="difference">the difference of two</option>
            </select>
          </label>
          {compare === 'difference' &&
            ([0, 1] as const).map((side) => (
              <label key={side} className="row">
                {side === 0 ? 'of' : 'less'}
                <select
                  value={pairOf(subjects, pair)[side]?.key}
                  onChange={(event) => setPair(side === 0 ? [event.target.value, pair[1]] : [pair[0], event.target.value])}
                >
                  {named.map(({ key, name }) => (
                    <option key={key} value={key}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          <label className="row">
            <input type="checkbox" checked={ordered && mayOrder} disabled={!mayOrder} onChange={(event) => setOrdered(event.target.checked)} />
            Order by likeness{!mayOrder && ` (for layers up to ${MOST_ORDERED} wide)`}
          </label>
        </>
      }
    >
      {compare === 'difference' && subjects.length < 2 && <p className="soft">There is one only: a difference takes two domains, or a row to compare with.</p>}
      {groups.map(({ kind, maps, scale }) => (
        <section className={styles.kind} key={kind.name} aria-label={kind.name}>
          <header className="row">
            <h4>{kind.name}</h4>
            <span className="soft">{kind.about}</span>
            <Scale largest={scale} />
          </header>
          <div className={styles.maps}>
            {maps.map(({ key, name, about, domain, matrix }) => (
              <div key={key} className={styles.subject}>
                <span className={styles.title}>
                  {domain !== undefined && <Swatch domain={domain} />}
                  {name}
                </span>
                <HeatMap
                  name={`${kind.name}${compare === 'less the mean' ? ', difference from the mean,' : ''} of ${name}${about ? `, ${about}` : ''}`}
                  matrix={matrix}
                  scale={scale}
                />
              </div>
            ))}
          </div>
        </section>
      ))}
      {!isStored(run) && <RowChooser />}
    </Figure>
  );
}

/** The two that were chosen, or others where this moment or run does not have them. */
function pairOf(subjects: readonly Subject[], chosen: readonly [string, string]): [Subject | undefined, Subject | undefined] {
  const from = subjects.find(({ key }) => key === chosen[0]) ?? subjects[0];
  return [from, subjects.find(({ key }) => key === chosen[1]) ?? subjects.find((each) => each !== from)];
}

/** What is shown: the subjects' H, less their mean, or one less another; W follows, since it is linear in H. */
function compared(subjects: readonly Subject[], compare: Compare, [a, b]: [string, string]): Subject[] {
  if (compare === 'as they are') return [...subjects];
  if (compare === 'less the mean') {
    const domains = subjects.filter(({ key }) => key.startsWith('domain '));
    const mean = domains[0]?.h.map((_, i) => domains.reduce((sum, { h }) => sum + (h[i] as number), 0) / domains.length);
    return mean ? subjects.map((each) => ({ ...each, h: each.h.map((value, i) => value - (mean[i] as number)) })) : [...subjects];
  }
  const [from, less] = pairOf(subjects, [a, b]);
  if (!from || !less) return [];
  return [
    {
      key: `${from.key} less ${less.key}`,
      name: `${from.name} less ${less.name}`,
      about: '',
      domain: undefined,
      h: from.h.map((value, i) => value - (less.h[i] as number)),
    },
  ];
}

/** One order of rows and one of columns for all matrices: like stands by like in all of them together. */
function ordersOf(matrices: readonly Matrix[]): [Int32Array, Int32Array] {
  const [{ rows, columns }] = matrices as [Matrix];
  const across = new Float32Array(rows * columns * matrices.length);
  const down = new Float32Array(across.length);
  for (const [m, { values }] of matrices.entries()) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const value = values[i * columns + j] as number;
        across[i * columns * matrices.length + m * columns + j] = value;
        down[j * rows * matrices.length + m * rows + i] = value;
      }
    }
  }
  return [clusterOrder(across, rows, columns * matrices.length), clusterOrder(down, columns, rows * matrices.length)];
}

type Group = { kind: Kind; maps: (Subject & { matrix: Matrix })[]; scale: number };

function Summary({ groups, compare, moment, layer }: { groups: readonly Group[]; compare: Compare; moment: string; layer: number }) {
  const what =
    compare === 'as they are' ? 'The largest weight' : compare === 'less the mean' ? 'The largest difference from the mean' : 'The largest difference';
  return (
    <>
      Adapter after layer {layer}, {moment}. {what} is {groups.map(({ kind, scale }) => `${short(scale)} in ${kind.name}`).join(', ')}.
    </>
  );
}

function Scale({ largest }: { largest: number }) {
  const theme = useTheme();
  const gradient = [-1, -0.5, 0, 0.5, 1].map((t) => cssColour(theme, t, 1)).join(', ');
  return (
    <span className={styles.scale} role="img" aria-label={`Scale from ${short(-largest)} to ${short(largest)}, zero in the middle`}>
      {short(-largest)}
      <span style={{ background: `linear-gradient(to right, ${gradient})` }} />
      {short(largest)}
    </span>
  );
}

/** Every number that is shown, one a row. */
function tableOf(groups: readonly Group[]): Table {
  const rows: Table['rows'] = [];
  for (const { kind, maps } of groups) {
    for (const { name, matrix } of maps) {
      const { columns, values, rowOrder, columnOrder } = matrix;
      for (const [at, value] of values.entries()) {
        const [i, j] = [Math.floor(at / columns), at % columns];
        rows.push([kind.name, name, (rowOrder?.[i] ?? i) + 1, (columnOrder?.[j] ?? j) + 1, value]);
      }
    }
  }
  return { columns: ['matrix', 'of', 'row', 'column', 'value'], rows };
}

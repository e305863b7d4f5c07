import { useMemo, useState } from 'react';
import { predictsTogether } from '../../../config/predicts-together';
import { capital } from '../../../lib/capital';
import { largestOf } from '../../../lib/matrix';
import { short } from '../../../lib/numbers';
import { rowName } from '../../../lib/row-name';
import type { Look } from '../../../protocol/insight';
import { differingKinds, hasH, type Kind } from '../../../runs/inside/kinds';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { HeatMaps } from '../../figure/heat-map/HeatMaps';
import { heatMapsSvg } from '../../figure/heat-map/heat-maps-svg';
import type { Shown } from '../use-shown';
import { changedTruly } from './changed-truly';
import { NearestRows } from './NearestRows';
import type { Answered } from './Row';

const WHICH = ['before', 'after', 'difference'] as const;

/** What a change does to the row's matrices. */
export function Effect({ value, row, changed: named, run, adapter }: Pick<Shown, 'run' | 'adapter'> & Answered) {
  const { before, after, nearest, factors } = value;
  const { probes } = run;
  const domains = domainNames(run);
  const look = run.looks.at(-1) as Look;
  const { k } = look;
  const changed = changedTruly(named, value);
  const [chosen, setMatrix] = useState('H');
  const kinds = useMemo(() => differingKinds({ ...look, factors }, adapter), [look, factors, adapter]);
  const kind = kinds.find(({ name }) => name === chosen) ?? (kinds[0] as Kind);
  const matrix = kind.name;
  const generated = hasH(look);
  const difference = useMemo(() => after.h.map((each, i) => each - (before.h[i] as number)), [before, after]);
  const maps = useMemo(() => ({ before: kind.of(before.h), after: kind.of(after.h), difference: kind.of(difference) }), [kind, before, after, difference]);
  const scale = largestOf([maps.before, maps.after]);
  const [apart, whole] = generated ? [difference, before.h] : [maps.difference.values, maps.before.values];
  const moved = Math.sqrt(apart.reduce((sum, each) => sum + each * each, 0));
  const size = Math.sqrt(whole.reduce((sum, each) => sum + each * each, 0));
  const matrixMoved = generated ? 'H' : matrix;
  return (
    <Figure
      title={capital(rowName(row))}
      formula={`What ${generated ? 'does the hyper-network make of this row, and what of the changed row' : 'weights does this row get, and what the changed row'}? Nothing is trained again.`}
      about={
        <>
          <p>
            The trained weights are applied to the row as it is and to the changed row. A value that training never saw is read as unknown. If you change the
            domain, the field that names the domain changes too, and so does the tower if each domain has one. A column that the domains were made from stays as
            it is.
          </p>
          <p>
            {generated && 'The nearest rows are the probe rows whose H has the smallest Euclidean distance to that of the changed row.'}
            {predictsTogether(run.config.model) && ' In this mode a prediction depends on the other rows of its batch; here these are the probe rows.'}
          </p>
        </>
      }
      summary={
        changed.length > 0
          ? `With another ${changed.join(' and ')}, ${matrixMoved} moves by ${short(moved)}${size > 0 ? `, ${Math.round((100 * moved) / size)} % of its length` : ''}.`
          : `Nothing is changed yet: give the row ${run.config.model.sharing === 'pooled' ? '' : 'another domain or '}another value above.`
      }
      controls={
        <label className="row">
          Matrix
          <select value={matrix} onChange={(event) => setMatrix(event.target.value)}>
            {kinds.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      }
      save={{
        svg: () =>
          heatMapsSvg([
            {
              title: `${matrix} of ${rowName(row)}`,
              scale,
              maps: WHICH.map((which) => ({ title: which, matrix: maps[which] })),
            },
          ]),
        csv: () => ({
          columns: [
            'what',
            'prediction',
            ...Array.from(before.h, (_, i) => (generated ? `H ${Math.floor(i / k) + 1},${(i % k) + 1}` : `share of domain ${i + 1}`)),
          ],
          rows: [
            ['as it is', before.prediction, ...before.h],
            ['changed', after.prediction, ...after.h],
          ],
        }),
      }}
    >
      <HeatMaps
        maps={WHICH.map((which) => ({
          key: which,
          title: { before: `${matrix} as it is`, after: `${matrix} changed`, difference: 'difference' }[which],
          name: `${matrix} of ${rowName(row)}, ${which}`,
          matrix: maps[which],
        }))}
        scale={scale}
      />
      {probes && generated && <NearestRows nearest={nearest} row={row} probes={probes} domains={domains} />}
    </Figure>
  );
}

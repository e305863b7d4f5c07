import { useMemo, useState } from 'react';
import { largestOf } from '../../lib/matrix';
import type { AdapterFactors } from '../../measures/spectra/generated-weights';
import { productDirections } from '../../measures/spectra/product-svd';
import { rebuildError, rebuilt } from '../../measures/spectra/svd';
import { HeatMaps } from '../figure/heat-map/HeatMaps';
import { percent } from './changes';
import { layerOf, weightsOf } from './parts';
import type { Side } from './sides';
import styles from './walk.module.css';

/** Up to this rank, and this many numbers of a matrix, both matrices are decomposed and rebuilt in about 25 ms. */
const [QUICK_RANK, QUICK_SIZE] = [32, 256 * 128];

/** The row's weights, built again from their first singular directions, with what that leaves out; large ones when it is asked for. */
export function Rebuilt({ side, adapter }: { side: Side; adapter: number }) {
  const [asked, setAsked] = useState<Side>();
  const [m, { k, bottleneck: r }] = [layerOf(side, adapter).z.length, side.look];
  const rank = Math.min(k, m, r);
  if (asked === side || (rank <= QUICK_RANK && m * r <= QUICK_SIZE)) return <Decomposed side={side} adapter={adapter} />;
  return (
    <div className="row">
      <button type="button" onClick={() => setAsked(side)}>
        Find the singular directions
      </button>
      <span className="soft">
        W_down is {m} × {r}, of rank {rank} at most: this takes a moment.
      </span>
    </div>
  );
}

function Decomposed({ side, adapter }: { side: Side; adapter: number }) {
  const kinds = useMemo(() => {
    const { down, up } = weightsOf(side, adapter);
    const { u1, v1, u2, v2, width: m, bottleneck: r, k } = side.look.factors[adapter] as AdapterFactors;
    const { h } = side.walk;
    return [
      { name: 'W_down', rows: m, columns: r, values: down, directions: productDirections(u1, h, v1, m, k, r) },
      { name: 'W_up', rows: r, columns: m, values: up, directions: productDirections(u2, h, v2, r, k, m) },
    ];
  }, [side, adapter]);
  const most = Math.min(side.look.k, ...kinds.map(({ rows, columns }) => Math.min(rows, columns)));
  const [chosen, setChosen] = useState<number>();
  const count = Math.min(chosen ?? most, most);
  const maps = useMemo(
    () =>
      kinds.map(({ name, rows, columns, directions }) => ({ name, rows, columns, values: rebuilt(directions, count), error: rebuildError(directions, count) })),
    [kinds, count],
  );
  const said = maps.map(({ name, error }) => `${name} misses ${percent(error)}`).join(', ');
  return (
    <div className="stack">
      <label className={styles.slider}>
        <span>Built from the first singular directions</span>
        <input
          type="range"
          min={1}
          max={most}
          value={count}
          aria-valuetext={`${count} of ${most}: ${said}`}
          onChange={(event) => setChosen(Number(event.target.value))}
        />
        <span className={styles.sliderValue}>
          {count} of {most}
        </span>
      </label>
      <div className={styles.matrices}>
        {maps.map((map, i) => (
          <HeatMaps
            key={map.name}
            scale={largestOf([kinds[i] as (typeof kinds)[number]])}
            maps={[{ key: map.name, title: `${map.name}: |W − W_r| / |W| = ${percent(map.error)}`, name: `${map.name} from ${count} directions`, matrix: map }]}
          />
        ))}
      </div>
    </div>
  );
}

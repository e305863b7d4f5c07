import { useMemo, useState } from 'react';
import { directionsOf, rebuildError, rebuilt } from '../../measures/spectra/svd';
import { HeatMaps } from '../figure/heat-map/HeatMaps';
import { largestOf } from '../figure/heat-map/matrix';
import { percent } from './changes';
import { layerOf, weightsOf } from './parts';
import type { Side } from './sides';
import styles from './walk.module.css';

/** The row's weights, built again from their first singular directions, with what that leaves out. */
export function Rebuilt({ side, adapter }: { side: Side; adapter: number }) {
  const kinds = useMemo(() => {
    const { down, up } = weightsOf(side, adapter);
    const [m, r] = [layerOf(side, adapter).z.length, side.look.bottleneck];
    return [
      { name: 'W_down', rows: m, columns: r, values: down, directions: directionsOf(down, m, r) },
      { name: 'W_up', rows: r, columns: m, values: up, directions: directionsOf(up, r, m) },
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

import type { Look, ProbeRows } from '../../../protocol/insight';
import styles from '../inside.module.css';
import type { useUmap } from './use-umap';

/** UMAP looks for the neighbours of each row. */
const LEAST_FOR_UMAP = 10;

export type Projection = 'pca' | 'umap';

/** What the points are coloured by, and how they are laid out. */
export function MapControls({
  by,
  setBy,
  method,
  setMethod,
  look,
  probes,
  mapped,
}: {
  by: string;
  setBy: (by: string) => void;
  method: Projection;
  setMethod: (method: Projection) => void;
  look: Look;
  probes: ProbeRows;
  mapped: ReturnType<typeof useUmap>;
}) {
  const rows = probes.rows.length;
  return (
    <>
      <label className="row">
        Colour by
        <select value={by} onChange={(event) => setBy(event.target.value)}>
          <option value="domain">domain</option>
          <option value="label">label</option>
          {look.instances && <option value="prediction">prediction</option>}
          {probes.columns.map(({ name }) => (
            <option key={name} value={`column ${name}`}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        Projection
        <select value={method} onChange={(event) => setMethod(event.target.value as Projection)}>
          <option value="pca">PCA</option>
          <option value="umap" disabled={!look.instances || rows < LEAST_FOR_UMAP}>
            UMAP{look.instances ? (rows < LEAST_FOR_UMAP ? ' (too few rows)' : '') : ' (not kept for this moment)'}
          </option>
        </select>
      </label>
      {method === 'umap' && mapped.progress !== undefined && (
        <span className="row">
          <progress max={1} value={mapped.progress} aria-label="UMAP" /> {Math.round(100 * mapped.progress)} %
          <button type="button" onClick={() => setMethod('pca')}>
            Cancel
          </button>
        </span>
      )}
      {mapped.error && <span className={styles.problem}>{mapped.error}</span>}
    </>
  );
}

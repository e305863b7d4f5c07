import { useApp } from '../store/store';
import { domainColour } from '../theme/colours';
import styles from './model.module.css';

const LAYER_HEIGHT = 34;
const TOWER_WIDTH = 58;
const GAP = 14;
const MOST_TOWERS = 4;

/**
 * The configured model, drawn: input at the bottom, one tower per domain, the hyper-network at the side. Each layer has
 * a switch that puts an adapter behind it.
 */
export function Architecture() {
  const { config, preview, run, stored, set } = useApp();
  const { model } = config;
  const domains = preview?.domains.map(({ name }) => name) ?? run?.domains ?? stored?.domains ?? ['domain 1', 'domain 2', 'domain 3'];
  const shown = domains.slice(0, MOST_TOWERS);
  const depth = model.layers.length;
  const top = 22;
  const base = top + (depth + 1) * LAYER_HEIGHT;
  const towersWidth = shown.length * (TOWER_WIDTH + GAP);
  const hyperX = towersWidth + 26;
  const width = hyperX + 78;
  const height = base + 34;
  const yOf = (layer: number) => base - layer * LAYER_HEIGHT;
  const any = model.adapters.length > 0;
  const toggle = (layer: number) =>
    set({
      model: { adapters: model.adapters.includes(layer) ? model.adapters.filter((each) => each !== layer) : [...model.adapters, layer].sort((a, b) => a - b) },
    });
  return (
    <div className={styles.architecture}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={describe(model.layers, model.adapters, model.k, domains.length)}
        className={styles.drawing}
      >
        {shown.map((name, d) => {
          const x = d * (TOWER_WIDTH + GAP);
          return (
            <g key={name}>
              <text x={x + TOWER_WIDTH / 2} y={12} className={styles.caption}>
                {name.length > 9 ? `${name.slice(0, 8)}…` : name}
              </text>
              <line x1={x + TOWER_WIDTH / 2} x2={x + TOWER_WIDTH / 2} y1={18} y2={base} className={styles.wire} />
              <circle cx={x + TOWER_WIDTH / 2} cy={20} r={3} fill={domainColour(d)} />
              {model.layers.map((size, l) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place in the tower
                <g key={l}>
                  <rect x={x} y={yOf(l + 1)} width={TOWER_WIDTH} height={18} rx={3} className={styles.layer} style={{ stroke: domainColour(d) }} />
                  <text x={x + TOWER_WIDTH / 2} y={yOf(l + 1) + 13} className={styles.size}>
                    {size}
                  </text>
                  {model.adapters.includes(l + 1) && (
                    <rect x={x + TOWER_WIDTH / 2 - 15} y={yOf(l + 1) - 11} width={30} height={7} rx={3} className={styles.adapter} />
                  )}
                </g>
              ))}
            </g>
          );
        })}
        {domains.length > shown.length && (
          <text x={towersWidth + 2} y={12} className={styles.size}>
            +{domains.length - shown.length}
          </text>
        )}
        {any && (
          <g>
            <rect x={hyperX} y={base - LAYER_HEIGHT} width={72} height={18} rx={3} className={styles.hyper} />
            <text x={hyperX + 36} y={base - LAYER_HEIGHT + 13} className={styles.size}>
              hyper-net
            </text>
            <line x1={hyperX + 36} x2={hyperX + 36} y1={base} y2={base - LAYER_HEIGHT + 18} className={styles.wire} />
            {model.adapters.map((layer) => (
              <path key={layer} d={`M ${hyperX + 36} ${base - LAYER_HEIGHT} V ${yOf(layer) - 7.5} H ${TOWER_WIDTH / 2 + 15}`} className={styles.generated} />
            ))}
            <text x={hyperX + 41} y={Math.min(...model.adapters.map(yOf)) - 12} className={styles.caption} style={{ textAnchor: 'start' }}>
              H {model.k}×{model.k}
            </text>
          </g>
        )}
        <rect x={0} y={base} width={any ? hyperX + 72 : towersWidth - GAP} height={18} rx={3} className={styles.input} />
        <text x={(any ? hyperX + 72 : towersWidth - GAP) / 2} y={base + 13} className={styles.size}>
          x₀: {config.data.sparse.length + 1} embeddings, {config.data.dense.length} dense
        </text>
      </svg>
      <fieldset className={styles.switches}>
        <legend className="soft">Adapter after</legend>
        {model.layers.map((size, l) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place in the tower
          <label key={l} className={styles.option}>
            <input type="checkbox" checked={model.adapters.includes(l + 1)} onChange={() => toggle(l + 1)} />
            layer {l + 1} ({size})
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function describe(layers: number[], adapters: number[], k: number, domains: number): string {
  const towers = `${domains} towers with layers of width ${layers.join(', ')} over one shared input`;
  if (adapters.length === 0) return `${towers}; no adapters, so no hyper-network.`;
  return `${towers}; adapters after layer ${adapters.join(', ')}, whose weights a shared hyper-network generates through a matrix H of ${k} by ${k}.`;
}

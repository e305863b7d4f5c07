import type { ReactNode } from 'react';
import { readsDomain } from '../../config/fields';
import type { ModelConfig } from '../../config/run-config';
import { domainNames } from '../../runs/record';
import { shownRun } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import { domainColour } from '../theme/colours';
import { useAdapters } from './AdapterSwitches';
import { WITHOUT_H } from './adapter-texts';
import styles from './architecture.module.css';
import { type Column, describeSketch, type Group, type Layer, sketch } from './sketch';

/** More stacks of one group than this are counted, not drawn. */
const MOST_COLUMNS = 4;

/** The configured model, drawn from the input up to the logit, with a switch for an adapter behind every layer that may have one. */
export function Architecture() {
  const { config, preview } = useParts('config', 'preview');
  const run = useApp(shownRun);
  const { model, data } = config;
  const domains = [preview, run].map((each) => domainNames({ data: each?.data })).find((names) => names.length > 0) ?? ['domain 1', 'domain 2', 'domain 3'];
  const reads = readsDomain(config);
  const floors = sketch(model, domains, data.dense.length, reads);
  const any = model.adapters.length > 0;
  return (
    <figure className={styles.drawing} aria-label="The model, drawn">
      <figcaption className="hidden">{describeSketch(model, domains, reads)}</figcaption>
      <div className={styles.network}>
        {floors.toReversed().map((floor, f) =>
          'between' in floor ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a floor is its place in the drawing
            <p key={f} className={styles.between}>
              {floor.between}
            </p>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <div key={f} className={styles.floor}>
              {floor.groups.map((group) => (
                <Stacks key={group.title} group={group} />
              ))}
            </div>
          ),
        )}
        <div className={styles.input}>
          <span style={{ flexGrow: 3 }}>{data.sparse.length + Number(reads)} embeddings</span>
          {data.dense.length > 0 && <span>{data.dense.length} dense</span>}
        </div>
      </div>
      <div className={any ? styles.hyper : styles.noHyper}>
        {any ? (
          <Filling model={model} />
        ) : (
          <span className="soft">{model.sharing === 'separate' ? 'Separate models have no adapters.' : 'No adapter is on: this is the backbone alone.'}</span>
        )}
      </div>
    </figure>
  );
}

/** What fills the adapters' weights. */
function Filling({ model }: { model: ModelConfig }) {
  const { k, adapterKind: adapter, hyper } = model;
  if (adapter === 'per-domain' || adapter === 'low-rank') return <span>{WITHOUT_H[adapter]}</span>;
  const cells = `${100 / Math.min(k, 12)}%`;
  return (
    <>
      <span className={styles.matrix} style={{ backgroundSize: `${cells} ${cells}` }} />
      <strong>H</strong> {k} × {k}
      <span className="soft">
        from the hyper-network{adapter === 'domain-only' && ', which reads the domain alone'}: {[...hyper, `${k}²`].join(' → ')}
        {adapter === 'bias' && '; it makes a bias, and no weights'}
      </span>
    </>
  );
}

function Stacks({ group: { title, columns, layers } }: { group: Group }) {
  const shown = columns.slice(0, MOST_COLUMNS);
  const hidden = columns.length - shown.length;
  return (
    <div className={styles.group} style={{ flexGrow: shown.length }}>
      <p className={styles.title}>
        {title}
        {hidden > 0 && ` (${columns.length}; ${shown.length} drawn)`}
      </p>
      {columns.some((column) => column.title) && (
        <div className={styles.row}>
          {shown.map((column, c) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stack is its place in the group
            <span key={c} className={styles.name}>
              {column.title}
            </span>
          ))}
        </div>
      )}
      {layers.toReversed().map((layer, l) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layer is its place in the stack
        <Boxes key={l} layer={layer} columns={shown} />
      ))}
    </div>
  );
}

/** A layer of all stacks, and above it the switch of its adapter: one cell, since the adapter's parameters are shared. */
function Boxes({ layer: { label, adaptable }, columns }: { layer: Layer; columns: Column[] }): ReactNode {
  return (
    <>
      {adaptable !== undefined && <AdapterSwitch layer={adaptable} />}
      <div className={styles.row}>
        {columns.map(({ domain }, c) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <span key={c} className={styles.box} style={domain === undefined ? undefined : { borderColor: domainColour(domain) }}>
            {label}
          </span>
        ))}
      </div>
    </>
  );
}

function AdapterSwitch({ layer }: { layer: number }) {
  const { adapters, toggle } = useAdapters();
  const on = adapters.includes(layer);
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={`Adapter after layer ${layer}, in the drawing`}
      className={styles.adapter}
      onClick={() => toggle(layer)}
    >
      {on ? `adapter ${layer}` : '+ adapter'}
    </button>
  );
}

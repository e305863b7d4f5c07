import { useMemo, useState } from 'react';
import type { GeneratedWeights, Probe } from '../../insight/types';
import { Panel } from '../parts/Panel';
import { Swatch } from '../parts/Swatch';
import { shownRun, useApp } from '../store/store';
import { useTheme } from '../theme/theme';
import { colourOf, divergingMap } from './colour-map';
import { format, HeatMap, type Matrix } from './HeatMap';
import styles from './inside.module.css';

/** What the hyper-network generates. */
export function InsidePanel() {
  const run = useApp(shownRun);
  const [at, setAt] = useState<number>();
  const probes = run?.probes ?? [];
  const live = at === undefined || at >= probes.length - 1;
  const probe = probes[live ? probes.length - 1 : (at as number)];
  return (
    <Panel
      title="Inside"
      about={
        <>
          <p>
            The weights that the hyper-network generates, for the mean of some validation rows of each domain, and for single rows that you choose. W_down leads
            from the tower’s output into the bottleneck, W_up back; both come from the small matrix H (the instance representation matrix): W_down = U₁ H V₁,
            W_up = U₂ H V₂.
          </p>
          <p>
            W is linear in H, so a domain’s mean weights are exactly those of its mean H. Blue is below zero, orange above, and the maps of one kind share one
            scale, so that domains compare. Where domains look alike, they share; “difference from the mean” shows what is their own.
          </p>
        </>
      }
    >
      {probe ? (
        <>
          <History probes={probes} at={live ? probes.length - 1 : (at as number)} onMove={(to) => setAt(to >= probes.length - 1 ? undefined : to)} />
          <Matrices probe={probe} />
          {run?.origin === 'live' && <RowChooser />}
        </>
      ) : (
        <p className="soft">
          {run && run.config.model.adapters.length === 0
            ? 'This run has no adapters, so nothing is generated. Switch one on in the Model panel.'
            : 'Press Train: the adapters’ generated weights appear here and are redrawn as training goes.'}
        </p>
      )}
    </Panel>
  );
}

function History({ probes, at, onMove }: { probes: Probe[]; at: number; onMove: (to: number) => void }) {
  const epoch = probes[at]?.epoch ?? 0;
  return (
    <label className={styles.history}>
      <span>Moment of training</span>
      <input
        type="range"
        min={0}
        max={Math.max(0, probes.length - 1)}
        value={at}
        aria-valuetext={`after ${epoch.toFixed(1)} epochs`}
        onChange={(event) => onMove(Number(event.target.value))}
      />
      <span className="soft">
        after {epoch.toFixed(1)} epochs{at === probes.length - 1 ? ' (latest)' : ''}
      </span>
    </label>
  );
}

interface Kind {
  name: string;
  about: string;
  of: (weights: GeneratedWeights) => Matrix;
}

function Matrices({ probe }: { probe: Probe }) {
  const [adapter, setAdapter] = useState(0);
  const [differences, setDifferences] = useState(false);
  const which = Math.min(adapter, probe.adapters.length - 1);
  const kinds = useMemo(() => kindsOf(probe, which), [probe, which]);
  return (
    <>
      <div className="row">
        {probe.adapters.length > 1 && (
          <label className="row">
            Adapter after
            <select value={which} onChange={(event) => setAdapter(Number(event.target.value))}>
              {probe.adapters.map(({ layer, width }, i) => (
                <option key={layer} value={i}>
                  layer {layer} ({width})
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="row">
          <input type="checkbox" checked={differences} onChange={(event) => setDifferences(event.target.checked)} />
          Difference from the mean over domains
        </label>
      </div>
      {kinds.map((kind) => (
        <MatrixRow key={kind.name} kind={kind} subjects={probe.subjects} differences={differences} />
      ))}
    </>
  );
}

function kindsOf({ k, bottleneck, adapters }: Probe, which: number): Kind[] {
  const { layer, width } = adapters[which] as { layer: number; width: number };
  return [
    {
      name: 'W_down',
      about: `after layer ${layer}: ${width} × ${bottleneck}`,
      of: ({ adapters: all }) => ({ rows: width, columns: bottleneck, values: all[which]?.down ?? new Float32Array() }),
    },
    {
      name: 'W_up',
      about: `after layer ${layer}: ${bottleneck} × ${width}`,
      of: ({ adapters: all }) => ({ rows: bottleneck, columns: width, values: all[which]?.up ?? new Float32Array() }),
    },
    { name: 'H', about: `instance representation matrix: ${k} × ${k}`, of: ({ h }) => ({ rows: k, columns: k, values: h }) },
  ];
}

function MatrixRow({ kind, subjects, differences }: { kind: Kind; subjects: GeneratedWeights[]; differences: boolean }) {
  const { matrices, scale } = useMemo(() => {
    const plain = subjects.map(kind.of);
    const shown = differences ? withoutMean(plain, subjects) : plain;
    return { matrices: shown, scale: shown.reduce((most, { values }) => values.reduce((m, value) => Math.max(m, Math.abs(value)), most), 0) };
  }, [kind, subjects, differences]);
  return (
    <section className={styles.kind} aria-label={kind.name}>
      <header className="row">
        <h3>{kind.name}</h3>
        <span className="soft">{kind.about}</span>
        <Scale largest={scale} />
      </header>
      <div className={styles.maps}>
        {subjects.map(({ subject }, i) => {
          const name = subject.kind === 'domain' ? `${subject.name}, mean of ${subject.rows} rows` : `row ${subject.row + 1}`;
          return (
            <div key={name} className={styles.subject}>
              <span className={styles.title}>
                <Swatch domain={subject.domain} />
                {subject.kind === 'domain' ? subject.name : `row ${subject.row + 1}`}
              </span>
              <HeatMap name={`${kind.name}${differences ? ', difference from the mean,' : ''} of ${name}`} matrix={matrices[i] as Matrix} scale={scale} />
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** Each matrix less the mean of the domains' matrices. */
function withoutMean(matrices: Matrix[], subjects: GeneratedWeights[]): Matrix[] {
  const domains = matrices.filter((_, i) => subjects[i]?.subject.kind === 'domain');
  const [first] = domains;
  if (!first) return matrices;
  const mean = first.values.map((_, j) => domains.reduce((sum, { values }) => sum + (values[j] as number), 0) / domains.length);
  return matrices.map((matrix) => ({ ...matrix, values: matrix.values.map((value, j) => value - (mean[j] as number)) }));
}

function Scale({ largest }: { largest: number }) {
  const theme = useTheme();
  const gradient = useMemo(() => {
    const map = divergingMap(theme);
    return [-1, -0.5, 0, 0.5, 1].map((t) => `rgb(${colourOf(map, t, 1).join(' ')})`).join(', ');
  }, [theme]);
  return (
    <span className={styles.scale} role="img" aria-label={`Scale from ${format(-largest)} to ${format(largest)}, zero in the middle`}>
      {format(-largest)}
      <span style={{ background: `linear-gradient(to right, ${gradient})` }} />
      {format(largest)}
    </span>
  );
}

function RowChooser() {
  const watchRows = useApp((state) => state.watchRows);
  const rows = useApp((state) => state.table?.rows ?? 0);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        const numbers = text
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number);
        const bad = numbers.find((row) => !Number.isInteger(row) || row < 1 || row > rows);
        if (bad !== undefined) setProblem(`Rows go from 1 to ${rows.toLocaleString('en')}.`);
        else if (numbers.length > 8) setProblem('At most eight rows.');
        else {
          setProblem('');
          void watchRows(numbers.map((row) => row - 1));
        }
      }}
    >
      <label className="row">
        Rows to watch
        <input
          className={styles.rows}
          value={text}
          placeholder="such as 1, 17"
          aria-invalid={problem !== ''}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit">Show rows</button>
      <span className={styles.problem} role="status">
        {problem}
      </span>
    </form>
  );
}

import { type ComponentType, useDeferredValue, useMemo } from 'react';
import { hasHyperNetwork } from '../../config/adapter-kinds';
import { CaptionOf } from '../figure/CaptionOf';
import { Moment } from '../inside/Moment';
import { type Shown, useShown } from '../inside/use-shown';
import { later } from '../parts/later';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import type { ViewName } from '../store/views';
import { emptyText } from './empty-text';
import { Tabs } from './Tabs';
import { ViewBoundary } from './ViewBoundary';
import styles from './views.module.css';

type InsideName = Exclude<ViewName, 'results' | keyof typeof OF_MANY>;

const loading = () => <div className={styles.loading} />;
const view = (fetch: () => Promise<ComponentType<Shown>>) => later('This view', fetch, loading);
const ofMany = (fetch: () => Promise<ComponentType>) => later('This view', fetch, loading);

/** The views of many runs, whatever the page shows; each is loaded when it is first shown. */
const OF_MANY = {
  compare: ofMany(async () => (await import('../compare/CompareView')).CompareView),
  runs: ofMany(async () => (await import('../runs/RunsView')).RunsView),
};

/** The view of one run, trained or not. */
const Results = later('This view', async () => (await import('./ResultsView')).ResultsView, loading);

/** What there is in the place of HAMUR's weights. */
const Relative = later(
  'This note',
  async () => (await import('../inside/RelativeNote')).RelativeNote,
  () => null,
);

/** The views into the hyper-network; so are they. */
const INSIDE: Record<InsideName, ComponentType<Shown>> = {
  walk: view(async () => (await import('../walk/WalkView')).WalkView),
  weights: view(async () => (await import('../inside/weights/WeightsView')).WeightsView),
  map: view(async () => (await import('../inside/map/MapView')).MapView),
  domains: view(async () => (await import('../inside/domains/DomainsView')).DomainsView),
  rank: view(async () => (await import('../inside/rank/RankView')).RankView),
  matters: view(async () => (await import('../inside/matters/MattersView')).MattersView),
  'what-if': view(async () => (await import('../inside/what-if/WhatIfView')).WhatIfView),
  embeddings: view(async () => (await import('../inside/embeddings/EmbeddingsView')).EmbeddingsView),
  quality: view(async () => (await import('../inside/quality/QualityView')).QualityView),
};

/** The views that show one adapter of several. */
const OF_AN_ADAPTER: readonly ViewName[] = ['walk', 'weights', 'rank', 'matters', 'what-if'];
/** The views that speak of what fills the adapters' weights, and of them those that show H alone. */
const OF_WEIGHTS: readonly ViewName[] = ['walk', 'weights', 'map', 'domains', 'rank', 'matters', 'what-if'];
const OF_H: readonly ViewName[] = ['map', 'domains'];
/** The views that follow the slider; the others are about the model as it is now. */
const OF_A_MOMENT: readonly ViewName[] = ['walk', 'weights', 'map', 'domains', 'rank', 'matters'];

/** All that there is to look at, one view at a time. */
export function Views() {
  const view = useApp((state) => state.view);
  return (
    <section aria-label="Views" className={styles.views}>
      <Tabs>
        <View view={view} />
      </Tabs>
    </section>
  );
}

/** What one view shows, with its moment and adapter. */
export function View({ view }: { view: ViewName }) {
  const run = useApp(shownRun);
  const shown = useShown();
  const OfMany = OF_MANY[view as keyof typeof OF_MANY];
  if (OfMany)
    return (
      <ViewBoundary of={view}>
        <OfMany />
      </ViewBoundary>
    );
  if (view === 'results')
    return run ? (
      <Results run={run} />
    ) : (
      <p className="soft">Press Train. When it is done, the test rows are measured, and what HAMUR gains over its backbone stands here.</p>
    );
  return shown ? <Inside view={view as keyof typeof INSIDE} shown={shown} /> : <p className="soft">{emptyText(run)}</p>;
}

function Inside({ view, shown }: { view: InsideName; shown: Shown }) {
  const pickAdapter = useApp((state) => state.pickAdapter);
  const View = INSIDE[view];
  const { run, look, moment, adapter } = shown;
  // While a run goes on, a view may take its time; what the person does comes first.
  const late = useDeferredValue(shown);
  const drawn = useMemo(() => <View {...late} />, [View, late]);
  const severalAdapters = look.adapters.length > 1 && OF_AN_ADAPTER.includes(view);
  const note = look.adapterKind !== undefined && OF_WEIGHTS.includes(view) && <Relative look={look} view={view} />;
  // Without an H there is nothing to draw.
  if (!hasHyperNetwork(look) && OF_H.includes(view)) return note;
  return (
    <>
      {(OF_A_MOMENT.includes(view) || severalAdapters) && (
        <div className={styles.time}>
          {OF_A_MOMENT.includes(view) && <Moment looks={run.looks} moment={moment} />}
          {severalAdapters && (
            <label className="row">
              Adapter after
              <select value={adapter} onChange={(event) => pickAdapter(Number(event.target.value))}>
                {look.adapters.map(({ layer, width }, i) => (
                  <option key={layer} value={i}>
                    layer {layer} ({width})
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      )}
      {note}
      <ViewBoundary of={`${run.id} ${view} ${look.step}`}>
        <CaptionOf run={late.run} look={OF_A_MOMENT.includes(view) ? late.look : undefined}>
          {drawn}
        </CaptionOf>
      </ViewBoundary>
    </>
  );
}

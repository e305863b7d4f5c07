import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { RunRecord } from '../../runs/record';
import { CaptionOf } from '../figure/CaptionOf';
import { Panel } from '../parts/Panel';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import type { ViewName } from '../store/views';
import { InShort } from './InShort';
import styles from './inside.module.css';
import { Moment } from './Moment';
import { Tabs } from './Tabs';
import { type Shown, useShown } from './use-shown';
import { ViewBoundary } from './ViewBoundary';

/** Each view is loaded when it is first shown. */
const VIEWS: Record<ViewName, ComponentType<Shown>> = {
  weights: lazy(() => import('./weights/WeightsView').then((module) => ({ default: module.WeightsView }))),
  map: lazy(() => import('./map/MapView').then((module) => ({ default: module.MapView }))),
  domains: lazy(() => import('./domains/DomainsView').then((module) => ({ default: module.DomainsView }))),
  rank: lazy(() => import('./rank/RankView').then((module) => ({ default: module.RankView }))),
  matters: lazy(() => import('./matters/MattersView').then((module) => ({ default: module.MattersView }))),
  'what-if': lazy(() => import('./what-if/WhatIfView').then((module) => ({ default: module.WhatIfView }))),
  embeddings: lazy(() => import('./embeddings/EmbeddingsView').then((module) => ({ default: module.EmbeddingsView }))),
  quality: lazy(() => import('./quality/QualityView').then((module) => ({ default: module.QualityView }))),
};

/** The views that show one adapter of several. */
const OF_AN_ADAPTER: readonly ViewName[] = ['weights', 'rank', 'matters', 'what-if'];
/** The views that follow the slider; the others are about the model as it is now. */
const OF_A_MOMENT: readonly ViewName[] = ['weights', 'map', 'domains', 'rank', 'matters'];

/** What the hyper-network generates, for whom, and whether it matters. */
export function InsidePanel() {
  const run = useApp(shownRun);
  const watchInside = useApp((state) => state.watchInside);
  const [folded, setFolded] = useState(false);
  const shown = useShown();
  return (
    <Panel
      title="Inside"
      aside={shown && <span className="soft">of the run on {shown.run.data?.name}</span>}
      folded={folded}
      onFold={(to) => {
        setFolded(to);
        watchInside(!to);
      }}
      about={
        <>
          <p>
            The hyper-network reads a row and generates the weights of each adapter for that row. W_down = U₁ H V₁ leads from the layer’s output into the
            bottleneck; W_up = U₂ H V₂ leads back. Only H, the instance representation matrix, differs from row to row. All domains share U and V.
          </p>
          <p>
            While this panel is open, the page looks at some validation rows of each domain, the probe rows: before training, within the first epoch, and at the
            end of each epoch. The looks take at most 3 % of training’s time, so quick epochs may be skipped. While the panel is folded, there are no looks. The
            H of all probe rows is kept for the latest and the best epoch. The other epochs keep the domains’ means, the map, the numbers of all views, and a
            few rows. All this takes at most 32 MB, or more only if the two full looks alone need more.
          </p>
        </>
      }
    >
      {shown ? <Views shown={shown} /> : <p className="soft">{emptyText(run)}</p>}
    </Panel>
  );
}

function Views({ shown }: { shown: Shown }) {
  const { view, pickAdapter } = useApp();
  const View = VIEWS[view];
  const { run, look, moment, adapter } = shown;
  return (
    <>
      <InShort run={run} />
      <Tabs>
        <div className={styles.time}>
          {OF_A_MOMENT.includes(view) && <Moment looks={run.looks} moment={moment} />}
          {look.adapters.length > 1 && OF_AN_ADAPTER.includes(view) && (
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
        <ViewBoundary of={`${run.id} ${view} ${look.step}`}>
          <Suspense fallback={<div className={styles.loading} />}>
            <CaptionOf run={run} look={OF_A_MOMENT.includes(view) ? look : undefined}>
              <View {...shown} />
            </CaptionOf>
          </Suspense>
        </ViewBoundary>
      </Tabs>
    </>
  );
}

function emptyText(run: RunRecord | undefined): string {
  return run && run.config.model.adapters.length === 0
    ? 'This run has no adapters, so nothing is generated. Switch an adapter on in the Model panel.'
    : 'Press Train. What the hyper-network generates then appears here, and is updated during training.';
}

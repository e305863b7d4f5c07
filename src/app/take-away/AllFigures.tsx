import { type ReactNode, useCallback, useContext, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { hasHyperNetwork } from '../../config/adapter-kinds';
import { domainNames, isWithoutEpochs, type RunRecord } from '../../runs/record';
import { CaptionOf } from '../figure/CaptionOf';
import { type DrawnFigure, FiguresContext } from '../figure/told';
import { DomainsView } from '../inside/domains/DomainsView';
import { MapView } from '../inside/map/MapView';
import { AblationFigure } from '../inside/matters/AblationFigure';
import { AddedSizeFigure } from '../inside/matters/AddedSizeFigure';
import { SwapFigure } from '../inside/matters/SwapFigure';
import { CalibrationFigure } from '../inside/quality/CalibrationFigure';
import { RankView } from '../inside/rank/RankView';
import { useShown } from '../inside/use-shown';
import { WeightsView } from '../inside/weights/WeightsView';
import { ViewBoundary } from '../views/ViewBoundary';
import { CurvesFigure } from '../watch/CurvesFigure';
import { LossFigure } from '../watch/LossFigure';
import { lastEpochOf } from '../watch/last-epoch';
import { ResultFigure } from '../watch/ResultFigure';
import styles from './take-away.module.css';

/** So long nothing has changed when all is drawn: what is loaded or measured comes sooner. */
const STILL_MS = 600;
/** A hidden page draws nothing, and a connection may be gone. */
const MOST_MS = 30_000;

/**
 * Every figure of a run, drawn out of sight at a width that suits a page of paper, and told when all are there. Those that need a question to
 * the model are there where it was asked.
 */
export function AllFigures({ run, onDrawn, onFailed }: { run: RunRecord; onDrawn: (figures: DrawnFigure[]) => void; onFailed: (error: Error) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const told = useRef(new Map<string, DrawnFigure>());
  const tell = useCallback((figure: DrawnFigure) => {
    told.current.set(figure.id, figure);
    return () => void told.current.delete(figure.id);
  }, []);
  useEffect(() => {
    const element = host.current as HTMLDivElement;
    let still: ReturnType<typeof setTimeout>;
    const done = () => {
      const failed = element.querySelector('[role=alert]')?.textContent;
      if (failed) return onFailed(new Error(failed));
      const ids = [...element.querySelectorAll('figure')].map((figure) => figure.getAttribute('aria-labelledby') ?? '');
      onDrawn(ids.flatMap((id) => told.current.get(id) ?? []));
    };
    const again = () => {
      clearTimeout(still);
      still = setTimeout(done, STILL_MS);
    };
    const watch = new MutationObserver(again);
    watch.observe(element, { childList: true, subtree: true, attributes: true });
    again();
    const most = setTimeout(() => onFailed(new Error('The figures were not drawn in time. Keep this page in front, and save them again.')), MOST_MS);
    return () => {
      watch.disconnect();
      clearTimeout(still);
      clearTimeout(most);
    };
  }, [onDrawn, onFailed]);
  return createPortal(
    <div ref={host} className={styles.outOfSight} inert data-print="hide">
      <FiguresContext value={tell}>
        <ViewBoundary of={run.id} what="A figure" advice="Save the figures of the views one by one.">
          <CaptionOf run={run}>
            <ResultFigure run={run} />
            {!isWithoutEpochs(run) && (
              <>
                <CurvesFigure run={run} last={lastEpochOf(run)} />
                <LossFigure run={run} last={lastEpochOf(run)} />
              </>
            )}
          </CaptionOf>
          <Inside run={run} />
        </ViewBoundary>
      </FiguresContext>
    </div>,
    document.body,
  );
}

/** What the views of the moment that is shown on the page hold, of each adapter. */
function Inside({ run }: { run: RunRecord }) {
  const shown = useShown();
  if (!shown || shown.run.id !== run.id || shown.look.adapters.length === 0) return null;
  return (
    <>
      <CaptionOf run={run} look={shown.look}>
        <MapView {...shown} />
        <DomainsView {...shown} />
        {shown.look.adapters.map(({ layer }, adapter) => (
          <OfLayer key={layer} layer={shown.look.adapters.length > 1 ? layer : undefined}>
            <WeightsView {...shown} adapter={adapter} />
            <RankView {...shown} adapter={adapter} />
            <AddedSizeFigure {...shown} adapter={adapter} />
          </OfLayer>
        ))}
      </CaptionOf>
      <CaptionOf run={run}>
        {run.ablation && <AblationFigure run={run} ablation={run.ablation} />}
        {run.ablation?.swapped.some((change) => change) && (
          <SwapFigure domains={domainNames(run)} ablation={run.ablation} generated={hasHyperNetwork(run.config.model)} />
        )}
        {run.calibration && <CalibrationFigure calibration={run.calibration} />}
      </CaptionOf>
    </>
  );
}

/** Figures of one adapter of several say of which. */
function OfLayer({ layer, children }: { layer: number | undefined; children: ReactNode }) {
  const tell = useContext(FiguresContext);
  const ofLayer = useCallback(
    (figure: DrawnFigure) => tell?.(layer === undefined ? figure : { ...figure, title: `${figure.title}, layer ${layer}` }) ?? (() => {}),
    [tell, layer],
  );
  return <FiguresContext value={ofLayer}>{children}</FiguresContext>;
}

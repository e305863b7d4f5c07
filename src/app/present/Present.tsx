import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Slide, type SlideName, slideInfo } from '../slides/Slide';
import { TourSlide, tourTitle } from '../slides/TourSlide';
import { ghostOf, shownRun } from '../store/selectors';
import { TOUR_PAGES } from '../store/tour';
import { useApp, useParts, usePlayground } from '../store/use-app';
import { VIEWS, type ViewName } from '../store/views';
import { Progress } from '../top-bar/Progress';
import { RunControls } from '../top-bar/TopBar';
import { Origin } from '../watch/Origin';
import { enterFullScreen, leaveFullScreen } from './full-screen';
import styles from './present.module.css';

type Front = Exclude<SlideName, ViewName>;

/** First what stands over the views on the page, then the views. The list of runs is no picture, and a comparison is one when there is any. */
const slidesOf = (compared: boolean): readonly SlideName[] => [
  'headline',
  'curves',
  'made',
  ...VIEWS.filter((view) => view !== 'runs' && view !== 'weights' && (view !== 'compare' || compared)),
];

/** The page one view at a time, in large type, led by the keyboard: the pages of the tour where it is open, else what stands on the page. */
export function Present() {
  const { view, show, tour, openTour } = useParts('view', 'show', 'tour', 'openTour');
  const { store } = usePlayground();
  const ghost = useApp(ghostOf);
  const run = useApp(shownRun);
  const slides = slidesOf(useApp((state) => state.experiment !== undefined));
  /** What is shown of what stands outside of the views; undefined: the view. */
  const [front, setFront] = useState<Front | undefined>(() => (view === 'walk' ? 'headline' : undefined));
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useRef(view);
  useEffect(() => {
    // A link’s view comes after the page, and Back brings another.
    if (seen.current !== view) setFront(undefined);
    seen.current = view;
  }, [view]);
  const slide = front ?? (slides.includes(view) ? view : 'made');
  const at = tour === undefined ? slides.indexOf(slide) : tour - 1;
  const count = tour === undefined ? slides.length : TOUR_PAGES;
  const go = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    if (tour !== undefined) {
      openTour(next + 1);
      return;
    }
    const name = slides[next] as SlideName;
    if (name === 'headline' || name === 'curves' || name === 'made') {
      setFront(name);
      return;
    }
    setFront(undefined);
    seen.current = name;
    show(name, true);
  };
  const leave = () => {
    leaveFullScreen();
    store.setState({ presenting: false });
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, target } = event;
    // Figures, sliders and fields have arrow keys of their own.
    const taken = event.defaultPrevented || (target instanceof Element && target.closest('input, select, textarea') !== null);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (key === 'Escape' && !event.defaultPrevented) leave();
    else if (key === 'PageDown' || (key === 'ArrowRight' && !taken)) go(at + 1);
    else if (key === 'PageUp' || (key === 'ArrowLeft' && !taken)) go(at - 1);
    else if (key === 'Home' && !taken) go(0);
    else if (key === 'End' && !taken) go(count - 1);
    else if (key === 'f' && !taken) enterFullScreen();
    else return;
    event.preventDefault();
  });
  // Full screen takes the Escape key for itself.
  const onFullScreen = useEffectEvent(() => {
    if (!document.fullscreenElement) leave();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    document.addEventListener('fullscreenchange', onFullScreen);
    return () => {
      window.removeEventListener('keydown', onKey);
      document.removeEventListener('fullscreenchange', onFullScreen);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each slide is read from its beginning.
  useEffect(() => heading.current?.focus(), [slide, tour]);
  useEffect(
    () => () => {
      // The page is there again after this.
      setTimeout(() => document.querySelector<HTMLElement>('[data-opens="share"]')?.focus());
    },
    [],
  );
  const { title, answers } = tour === undefined ? slideInfo(slide) : { title: tourTitle(tour), answers: undefined };
  return (
    <div className={styles.present}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a slide that does not fit is scrolled by keys, whatever stands on it. */}
      <main className={styles.slide} key={tour ?? slide} data-ghost={ghost} tabIndex={0}>
        <div className={styles.large} data-slide={tour === undefined ? slide : 'tour'}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {answers && <p className="soft">{answers}</p>}
          {tour === undefined ? <Slide name={slide} /> : <TourSlide page={tour} />}
          {slide === 'headline' && tour === undefined && run && <Origin run={run} />}
        </div>
      </main>
      <footer className={styles.footer}>
        <div>
          <RunControls few />
        </div>
        <Progress />
        <span className={`soft ${styles.keys}`}>
          <kbd>←</kbd> <kbd>→</kbd> or <kbd>Page</kbd> keys move · <kbd>F</kbd> full screen · <kbd>Esc</kbd> leaves
        </span>
        <div className="row">
          <button type="button" disabled={at === 0} onClick={() => go(at - 1)}>
            Previous
          </button>
          <span role="status">
            {at + 1} of {count}
          </span>
          <button type="button" disabled={at === count - 1} onClick={() => go(at + 1)}>
            Next
          </button>
          <button type="button" onClick={enterFullScreen}>
            Full screen
          </button>
          <button type="button" onClick={leave}>
            Leave
          </button>
        </div>
      </footer>
    </div>
  );
}

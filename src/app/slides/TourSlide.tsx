import { type ComponentType, useEffect } from 'react';
import { later } from '../parts/later';
import { shownRun } from '../store/selectors';
import { TOUR_TARGETS, type TourTargetName } from '../store/tour';
import { useApp, usePlayground } from '../store/use-app';
import { showMoment, TOUR } from '../tour/pages';
import { Slide, type SlideName } from './Slide';
import styles from './slides.module.css';

const DomainRows = later('The domains', async () => (await import('../data/DomainRows')).DomainRows);
const Architecture = later('The drawing', async () => (await import('../model/Architecture')).Architecture);

/** What a page of the tour speaks of, where it cannot be pointed at on the page. */
const SHOWN: Record<TourTargetName, SlideName | ComponentType> = {
  domains: DomainRows,
  curves: 'curves',
  drawing: Architecture,
  'one row': 'walk',
  generated: 'made',
  headline: 'headline',
  matters: 'matters',
  rank: 'rank',
  strip: 'results',
};

/** @param page of the tour, from 1 */
export const tourTitle = (page: number): string => pageOf(page).title;

const targetOf = (page: number) => TOUR_TARGETS[page - 1] as TourTargetName;
const pageOf = (page: number) => TOUR[targetOf(page)];

/** A page of the tour with what it speaks of below it. @param page from 1 */
export function TourSlide({ page }: { page: number }) {
  const { store } = usePlayground();
  const shown = useApp((state) => shownRun(state)?.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run that comes to be shown has moments of its own
  useEffect(() => showMoment(pageOf(page), store.getState()), [page, shown, store]);
  const What = SHOWN[targetOf(page)];
  return (
    <div className="stack">
      <div className={styles.words}>{pageOf(page).text}</div>
      {typeof What === 'string' ? <Slide name={What} /> : <What />}
    </div>
  );
}

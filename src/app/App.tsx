import { Activity, memo, useDeferredValue } from 'react';
import styles from './App.module.css';
import { OpenTrained } from './data/OpenTrained';
import { InShort } from './inside/InShort';
import { later } from './parts/later';
import { ghostOf, shownRun } from './store/selectors';
import { useApp } from './store/use-app';
import { Strip } from './strip/Strip';
import { TopBar } from './top-bar/TopBar';
import { TourButton } from './tour/TourButton';
import { TourTarget } from './tour/TourTarget';
import { useTopHeight } from './use-top-height';
import { Views } from './views/Views';
import { Generated } from './watch/Generated';
import { Headline } from './watch/Headline';
import { Origin } from './watch/Origin';
import { Watch } from './watch/Watch';

const Tour = later('The tour', async () => (await import('./tour/Tour')).Tour);

/** What is on paper alone is there before anybody prints: there is no time to load it then. */
const printed = () => import('./theme/Printed');
const PrintedHead = later('What is printed', async () => (await printed()).PrintedHead);
const PrintedResults = later('What is printed', async () => (await printed()).PrintedResults);
const PrintedLink = later('What is printed', async () => (await printed()).PrintedLink);

/** In the place of the page, which stays as it is behind it. */
const Present = later('The presentation', async () => (await import('./present/Present')).Present);

const Notes = later('What the page says', async () => (await import('./notes/Notes')).Notes);

const Offered = later('A link that came', async () => (await import('./outside/Offered')).Offered);

const Received = later('The result that came', async () => (await import('./share/Received')).Received);

const ModelWaits = later('The model that waits', async () => (await import('./data/ModelWaits')).ModelWaits);

/** Each is drawn anew only when what it shows changes. */
const [Curves, Weights, Answers, AllViews] = [memo(Watch), memo(Generated), memo(InShort), memo(Views)];

/** The whole page, in the order in which it is read: what is trained, what came of it, and what is inside. */
export function App() {
  const presenting = useApp((state) => state.presenting);
  return (
    <>
      <Activity mode={presenting ? 'hidden' : 'visible'}>
        <Page />
      </Activity>
      {presenting && <Present />}
    </>
  );
}

function Page() {
  const touring = useApp(({ tour }) => tour !== undefined);
  const run = useApp(shownRun);
  const late = useDeferredValue(run);
  const ghost = useApp(ghostOf);
  const top = useTopHeight();
  const offered = useApp((state) => state.offered !== undefined);
  const received = useApp((state) => state.received !== undefined);
  const noted = useApp(({ notes }) => notes.length > 0);
  const waits = useApp((state) => state.waitingModel !== undefined);
  return (
    <>
      <PrintedHead />
      <div ref={top} className={styles.top} data-print="hide">
        <TopBar />
        <Strip />
      </div>
      {noted && <Notes />}
      {waits && <ModelWaits />}
      {offered && <Offered />}
      {received && <Received />}
      <main className={styles.page} data-ghost={ghost}>
        <header className={styles.head} data-print="hide">
          <p className={styles.intro}>
            A <b>domain</b> is a channel, a site or a group of people with tastes of its own. <b>HAMUR</b> predicts clicks, or what else is the label, in all of
            them with one model. For every row a small network, the <b>hyper-network</b>, makes the weights of an <b>adapter</b>, which corrects what the model
            makes of that row. Train it here, and see whether it beats the same model without adapters, its backbone.
          </p>
          <div className="row">
            <TourButton />
            <a className="button" href="#gallery">
              Gallery
            </a>
            <OpenTrained />
          </div>
        </header>
        <TourTarget of={['headline']}>
          <Headline run={run} pale={ghost} />
          <p className={`soft ${styles.origin}`}>{run && <Origin run={run} />}</p>
        </TourTarget>
        <PrintedResults />
        <div className={styles.pair}>
          <TourTarget of={['curves']}>
            <Curves />
          </TourTarget>
          <TourTarget of={['generated']}>
            <Weights />
          </TourTarget>
        </div>
        {late && <Answers run={late} />}
        <TourTarget of={['one row', 'matters', 'rank']}>
          <AllViews />
        </TourTarget>
      </main>
      <PrintedLink />
      {touring && <Tour />}
      <footer className={`soft ${styles.footer}`} data-print="hide">
        Your data never leaves this browser: there is no server behind this page. HAMUR: Li et al., <i>Hyper Adapter for Multi-Domain Recommendation</i>, CIKM
        2023.
      </footer>
    </>
  );
}

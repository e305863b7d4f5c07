import type { ReactNode } from 'react';
import type { SettingsPanel } from '../parts/problems';
import { mayTrain } from '../store/selectors';
import type { AppState } from '../store/store';
import type { TourTargetName } from '../store/tour';
import type { ViewName } from '../store/views';

/** A page of the guided tour: what it says, and what it does. */
export interface TourPage {
  title: string;
  text: ReactNode;
  /** What it speaks of. A page that names no sheet closes any; one that names no view leaves the one that is open. */
  shows: { sheet?: SettingsPanel; view?: ViewName; beforeTraining?: true };
  action?: TourAction;
}

/** What the person may have done. */
export interface TourAction {
  label: string;
  act(app: AppState): void;
  /** Whether it can be done now. */
  may(app: AppState): boolean;
}

/** Brings what a page speaks of onto the page, whatever the page before it has left; its moment apart. */
export function enter({ shows }: TourPage, app: AppState): void {
  app.openSheet(shows.sheet);
  if (shows.view) app.show(shows.view);
}

/** The moment that a page speaks of: before training, or the latest. Each run that comes onto the page begins at its latest. */
export const showMoment = ({ shows }: TourPage, app: AppState): void => app.move(shows.beforeTraining ? 0 : undefined);

/** In a few plain sentences each, from what a domain is to one's own data. */
export const TOUR: Record<TourTargetName, TourPage> = {
  domains: {
    title: 'Many domains, one recommender',
    text: (
      <>
        <p>
          A shop shows things in several places: on its home page, among search results, beside videos. Each place is a <b>domain</b>. People may want one thing
          here and the opposite there.
        </p>
        <p>
          One model for all domains is pulled in different directions. One model for each has too few clicks where a domain is small. These rows are made up, so
          the truth is known: the three channels agree in only two of ten tastes.
        </p>
      </>
    ),
    shows: { sheet: 'data' },
  },
  curves: {
    title: 'The backbone alone',
    text: (
      <>
        <p>
          The <b>backbone</b> is an ordinary click model. Its grey dashed line is the AUC on rows that it does not learn from: how often it puts a clicked row
          above one that was not clicked. 0.5 is guessing, 1 is perfect.
        </p>
        <p>The dotted line is the best that any model could reach on these rows. The space between the two is what there is to win.</p>
      </>
    ),
    shows: {},
  },
  drawing: {
    title: 'The adapter',
    text: (
      <>
        <p>
          HAMUR puts a small part behind a layer of the backbone: an <b>adapter</b>. It turns what the layer puts out into a few dozen numbers, the bottleneck,
          turns these back, and adds the result to the layer’s output.
        </p>
        <p>You can switch adapters on and off here. Without any, the backbone is left.</p>
      </>
    ),
    shows: { sheet: 'model' },
  },
  'one row': {
    title: 'The hyper-network makes the adapter',
    text: (
      <>
        <p>
          The weights of an adapter are not stored. A second small network, the <b>hyper-network</b>, reads the row and puts out a small matrix <b>H</b>. Two
          matrices that all domains share, U and V, make the adapter’s weights of it: W = U H V.
        </p>
        <p>So each row has an adapter of its own, and the domains share only the network that makes them. Follow one row through all of it.</p>
      </>
    ),
    shows: { view: 'walk' },
  },
  generated: {
    title: 'What it made',
    text: (
      <>
        <p>
          These are the mean weights of each domain, less the mean of all domains: what is left is what belongs to a domain alone. Now you see them{' '}
          <b>before training</b>: there is next to nothing.
        </p>
        <p>
          Press “Play training”, or drag the slider, and watch these means come apart. Single rows of a domain come to differ too: an adapter is made for each
          row, not for each domain.
        </p>
      </>
    ),
    shows: { beforeTraining: true },
  },
  headline: {
    title: 'Does it help?',
    text: (
      <>
        <p>
          This sentence compares HAMUR with its backbone on test rows, which neither has seen. It says how much better or worse it is, and between which two
          numbers the true difference lies with 95 % confidence.
        </p>
        <p>If that interval holds 0, these rows cannot tell. It is one run with one seed: another seed may come out otherwise.</p>
      </>
    ),
    shows: { view: 'results' },
  },
  matters: {
    title: 'Does it use the domain?',
    text: (
      <>
        <p>
          Here the trained model is tested with its adapters changed: switched off, with the H that the row would have <b>as another domain</b>, or with the H
          of another row.
        </p>
        <p>If the AUC falls, the model relies on what was taken away. If it does not, the adapter is there for nothing.</p>
      </>
    ),
    shows: { view: 'matters' },
  },
  rank: {
    title: 'How the authors’ code starts',
    text: (
      <>
        <p>
          The authors’ code fills U and V with ones. All units of the adapter then stay the same for ever, and its weights have rank 1: one direction of all
          that there could be. The dashed line shows it.
        </p>
        <p>“Recommended”, our default, starts as no change at all and with units that differ. The mode is chosen under Model.</p>
      </>
    ),
    shows: { view: 'rank' },
  },
  strip: {
    title: 'Your turn',
    text: (
      <>
        <p>
          Press Train to repeat the run on your own machine. Then change something: the backbone, the layers with adapters, k, the seed, another demo. “Agreeing
          domains” is one in which HAMUR has less to win.
        </p>
        <p>Or open a file of your own, with a label, a domain, and what is known of each row. It never leaves this browser.</p>
      </>
    ),
    shows: { view: 'results' },
    action: { label: 'Train', act: (app) => void app.train(), may: mayTrain },
  },
};

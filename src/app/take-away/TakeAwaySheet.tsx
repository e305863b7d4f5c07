import { useState } from 'react';
import { modelTitle } from '../../config/backbones';
import { capital } from '../../lib/capital';
import { isActive, type RunRecord } from '../../runs/record';
import { Sheet } from '../parts/Sheet';
import { isPrivate } from '../share/link-of';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { Entry } from './Entry';
import { offersOf } from './offers';
import styles from './take-away.module.css';

/** The files that the run on the page leaves, each with what it holds, its size, and what of the data goes along. */
export function TakeAwaySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [making, setMaking] = useState(0);
  return (
    <Sheet
      title="Take away"
      open={open}
      onClose={onClose}
      aboutTitle="How these files are made"
      about={
        <>
          <p>
            Each file is made here, when you save it, and goes nowhere but into your downloads. Sizes that begin with “about” are estimates: the file is made
            only when it is asked for. Names of domains are values of your data.
          </p>
          <p>
            Rows are counted from 0; in the tables of figures from 1, as on the page. Figures are those of this run’s Results and Inside views, at the moment
            that the page shows; ablations and calibration are among them where they were measured. The command line makes the same files, but for the figures:
            “npm run train” and “npm run export”.
          </p>
        </>
      }
    >
      {/* What is being made is finished though the sheet is closed. */}
      {(open || making > 0) && <Files onMaking={(change) => setMaking((before) => before + change)} />}
    </Sheet>
  );
}

function Files({ onMaking }: { onMaking: (change: 1 | -1) => void }) {
  const run = useApp(shownRun);
  if (!run) return <p className="soft">There is no run yet. Press Train.</p>;
  if (isActive(run)) return <p className="soft">This run is under way. Its files are here when it has ended.</p>;
  return <FilesOf key={run.id} run={run} onMaking={onMaking} />;
}

function FilesOf({ run, onMaking }: { run: RunRecord; onMaking: (change: 1 | -1) => void }) {
  const current = useApp((state) => state.run?.id === run.id);
  const { groups, missing } = offersOf(run, current);
  const { model, seed } = run.config;
  return (
    <>
      <p>
        Files of <b>{modelTitle(model)}</b>
        {run.data && (
          <>
            {' '}
            on <bdi>{run.data.name}</bdi>
          </>
        )}
        , seed {seed}.{' '}
        {isPrivate(run.config)
          ? 'Each says what of your data goes along with it.'
          : 'Its rows are of a demo, which are made up: nothing of anybody’s goes along.'}
      </p>
      {missing && (
        <p className="note">
          <b>Not offered: {listOf(missing.titles)}.</b> {capital(missing.why)}
        </p>
      )}
      <div className={styles.groups}>
        {groups.map(({ title, offers }) => (
          <section key={title} className={styles.group} aria-label={title}>
            <h3>{title}</h3>
            <ul className={styles.list}>
              {offers.map((offer) => (
                <Entry key={offer.entry.ending} offer={offer} run={run} onMaking={onMaking} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** `weights`, `weights and split`, `weights, project and split` */
function listOf(titles: readonly string[]): string {
  const [last, ...others] = titles.toReversed();
  return others.length > 0 ? `${others.toReversed().join('; ')} and ${last}` : (last ?? '');
}

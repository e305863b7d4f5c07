import { useEffect, useId, useMemo, useState } from 'react';
import { counted } from '../../lib/counted';
import { domainNames } from '../../runs/record';
import { saveText } from '../figure/save';
import { slug } from '../figure/slug';
import { CopyButton } from '../parts/CopyButton';
import { FlagField } from '../parts/FlagField';
import { Sheet } from '../parts/Sheet';
import { LINK_FILE } from '../store/link-file';
import { shownRun } from '../store/selectors';
import type { AppState } from '../store/store';
import { useApp, usePlayground } from '../store/use-app';
import { Elsewhere } from './Elsewhere';
import { leftOutText } from './left-out-text';
import { isPrivate, LONGEST_SHARED, resultsOf, type ShareChoice, sharedLink, valuesInSettings } from './link-of';
import { writeLook } from './look';
import styles from './share.module.css';

/** The ways to send what stands on the page: a link, or a file where that is too long. */
export function ShareSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Sheet
      title="Share"
      open={open}
      onClose={onClose}
      aboutTitle="What a link holds"
      about={
        <>
          <p>
            A link holds the settings that differ from the usual ones, in words that can be read. It holds no rows and no weights. What stands behind the # of
            an address is not sent to any server.
          </p>
          <p>
            A result in a link is shown to whoever opens it as yours, until it is trained there. “Re-train to confirm” then says whether the numbers are the
            same.
          </p>
        </>
      }
    >
      {open && <Sharing />}
    </Sheet>
  );
}

const RESULTS: Record<ShareChoice['result'], string> = { none: 'no result', run: 'the result of this run', experiment: 'the result of this comparison' };

function Sharing() {
  const { store } = usePlayground();
  // As it stood when the sheet was opened, and again when a run has ended: while one goes on, its numbers change several times a second.
  const run = useApp(shownRun);
  const experiment = useApp((state) => state.experiment);
  const config = useApp((state) => state.config);
  const look = useApp((state) => `${state.tour} ${writeLook(state).join()}`);
  /** Whether values that the settings name may be told: those that the person has agreed to. */
  const [told, setTold] = useState('');
  const [choice, setChoice] = useState<ShareChoice>(() => ({ look: true, result: 'none', names: !isPrivate(store.getState().config) }));
  const change = (part: Partial<ShareChoice>) => setChoice((before) => ({ ...before, ...part }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what results there are follows from these.
  const results = useMemo(() => resultsOf(store.getState()), [store, run?.test, run?.id, experiment, config]);
  const own = isPrivate(config);
  useEffect(() => setChoice((before) => ({ ...before, names: !own })), [own]);
  const result = results.find((each) => each === choice.result) ?? 'none';
  const base = location.href.replace(/#.*/, '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: so does the link.
  const link = useMemo(
    () => sharedLink(store.getState(), { ...choice, result }, base, new Date().toISOString().slice(0, 10)),
    [store, choice, result, base, run?.test, run?.id, run?.ablation, experiment, config, look],
  );
  const values = valuesInSettings(config).join(' · ');
  const held = values !== told && values !== '';
  const id = useId();
  const whole = `${base}#${link.hash}`;
  return (
    <div className={`stack ${styles.share}`}>
      <fieldset className={styles.choices}>
        <legend>The link says</legend>
        <label className="row">
          <input type="radio" name={`${id}-look`} checked={choice.look} onChange={() => change({ look: true })} />
          the settings, and what is looked at
        </label>
        <label className="row">
          <input type="radio" name={`${id}-look`} checked={!choice.look} onChange={() => change({ look: false })} />
          only the settings
        </label>
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>With it goes</legend>
        {(['none', ...results] as const).map((each) => (
          <label key={each} className="row">
            <input type="radio" name={`${id}-result`} checked={result === each} onChange={() => change({ result: each })} />
            {RESULTS[each]}
          </label>
        ))}
        {results.length === 0 && (
          <p className="soft">Train, and the result can go with the link. The runs that come with the page need none: whoever opens the link has them.</p>
        )}
      </fieldset>
      <Told
        state={store.getState()}
        result={result}
        names={choice.names}
        onNames={(names) => change({ names })}
        values={values}
        agreed={!held}
        onAgree={(yes) => setTold(yes ? values : '')}
      />
      <div className={styles.link}>
        <label htmlFor={`${id}-link`}>Link, {held ? 'not made yet' : counted(whole.length, 'character')}</label>
        <textarea id={`${id}-link`} readOnly rows={3} value={link.long || held ? '' : whole} onFocus={(event) => event.currentTarget.select()} />
        {!held && (
          <div className="row">
            {link.long ? (
              <button type="button" className="primary" onClick={() => saveText(whole, fileName(store.getState()))}>
                Save as a file
              </button>
            ) : (
              <CopyButton label="Copy link" text={() => whole} refused="The browser refused to copy. Copy it from the field above." />
            )}
          </div>
        )}
        <p role="status" className="soft">
          {held
            ? 'Say first whether the values above may be told.'
            : link.long
              ? `A link of more than ${LONGEST_SHARED.toLocaleString('en')} characters is cut off by mail and chat. Save it as a file with all of it: whoever drops the file on this page opens it.`
              : link.leftOut.length > 0
                ? `Left out, so that the link stays below ${LONGEST_SHARED.toLocaleString('en')} characters: ${leftOutText(link.leftOut)}.`
                : ''}
        </p>
      </div>
      {!held && !link.long && <Elsewhere base={base} hash={link.hash} onShorter={result === 'none' ? undefined : () => change({ result: 'none' })} />}
    </div>
  );
}

const fileName = ({ table }: AppState) => `${slug(table?.name ?? 'settings')}${LINK_FILE}`;

/** What the link tells of data that are the person's own. */
function Told({
  state,
  result,
  names,
  onNames,
  values,
  agreed,
  onAgree,
}: {
  state: AppState;
  result: ShareChoice['result'];
  names: boolean;
  onNames: (names: boolean) => void;
  /** Of columns, that the settings name. */
  values: string;
  agreed: boolean;
  onAgree: (agreed: boolean) => void;
}) {
  const { config } = state;
  if (!isPrivate(config)) return null;
  const { source } = config.data;
  const run = shownRun(state);
  const domains = result === 'experiment' ? (state.experiment?.jobs.flatMap(({ outcome }) => outcome ?? [])[0]?.domains ?? []) : run ? domainNames(run) : [];
  return (
    <div className={`note ${styles.told}`}>
      <p>
        {'url' in source
          ? 'The link names the address of the data and the hash of its content. Whoever opens it is asked before anything is fetched.'
          : 'The link names your file, its columns and the hash of its content; it holds no row of it. Whoever opens the link needs the same file, and is asked for it.'}
      </p>
      {values !== '' && (
        <>
          <p>
            The settings name values of columns: <bdi className={styles.values}>{values.length > 600 ? `${values.slice(0, 599)}…` : values}</bdi>
          </p>
          <FlagField
            label="Tell these values"
            hint="Without them the settings would mean something else. The address of this page holds them too."
            value={agreed}
            disabled={false}
            onChange={onAgree}
          />
        </>
      )}
      {result !== 'none' && (
        <>
          <p>
            A result is told by domain. The names of the domains are values of your data: <bdi className={styles.values}>{shortList(domains)}</bdi>
          </p>
          <FlagField
            label="Tell the names of the domains"
            hint={names ? 'The link holds them.' : 'Left out, they are called “domain 1”, “domain 2” and so on.'}
            value={names}
            disabled={false}
            onChange={onNames}
          />
        </>
      )}
    </div>
  );
}

function shortList(names: readonly string[]): string {
  const [shown, more] = [names.slice(0, 8), names.length - 8];
  return shown.map((name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name)).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

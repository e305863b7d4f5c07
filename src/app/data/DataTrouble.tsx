import { DEFAULT_DEMO } from '../../config/demos';
import type { OpenSource } from '../../protocol/data';
import { hostOf } from '../store/reading';
import { useParts } from '../store/use-app';
import { WhichLabel } from './columns/WhichLabel';
import styles from './data.module.css';
import { Wanted } from './Wanted';

/** What went wrong with the data, or is wanting, wherever the person looks; with what would mend it. */
export function DataTrouble() {
  const {
    seeking,
    toAllow,
    allowFiles,
    dataError,
    previewError,
    wanted,
    given,
    wantedUrl,
    mends,
    readAgain,
    openUrl,
    table,
    opening,
    roles,
    asked,
    openFiles,
    openDemo,
    waitingModel,
  } = useParts(
    'seeking',
    'toAllow',
    'allowFiles',
    'dataError',
    'previewError',
    'wanted',
    'given',
    'wantedUrl',
    'mends',
    'readAgain',
    'openUrl',
    'table',
    'opening',
    'roles',
    'asked',
    'openFiles',
    'openDemo',
    'waitingModel',
  );
  const others = dataError === undefined ? undefined : othersOf(asked?.source, dataError);
  const asksForLabel = table !== undefined && opening === undefined && roles.label.column === '';
  // Files that are kept come by themselves.
  const wants = wanted && !seeking;
  // A model that waits says itself what for.
  const ofLink = wants && !toAllow && !wantedUrl && (!waitingModel || wanted.length > 1);
  // It comes a moment after a choice: nothing that is about to be pressed may move.
  const late = previewError && (
    <p className={`error ${styles.late}`} role="alert" data-print="hide">
      {previewError}
    </p>
  );
  if (!dataError && !ofLink && !(wants && (toAllow || wantedUrl)) && !asksForLabel) return late || null;
  return (
    <div className={styles.trouble}>
      {late}
      {asksForLabel && <WhichLabel />}
      {wants && toAllow && (
        <div className="note row">
          <span>
            {toAllow.length === 1 ? <b>{toAllow[0]?.name}</b> : `${toAllow.length} files`} {toAllow.length === 1 ? 'is' : 'are'} still where you had{' '}
            {toAllow.length === 1 ? 'it' : 'them'} on this machine. The browser wants your word before this page reads {toAllow.length === 1 ? 'it' : 'them'}{' '}
            again.
          </span>
          <button type="button" disabled={opening !== undefined} onClick={() => void allowFiles()}>
            Open {toAllow.length === 1 ? 'it' : 'them'} again
          </button>
        </div>
      )}
      {wants && !toAllow && wantedUrl && (
        <div className="note row">
          <span>
            This link names data at <b>{hostOf(wantedUrl)}</b>: {wantedUrl}. Nothing has been asked of it yet.
          </span>
          <button type="button" disabled={opening !== undefined} onClick={() => void openUrl(wantedUrl)}>
            Ask {hostOf(wantedUrl)} for it
          </button>
          <button type="button" disabled={opening !== undefined} onClick={() => void openDemo(DEFAULT_DEMO)}>
            Do not ask: open a demo
          </button>
        </div>
      )}
      {ofLink && <Wanted names={wanted.map(({ name }) => name)} given={given.map(({ name }) => name)} />}
      {dataError && (
        <div className={styles.mendable}>
          <p className="error" role="alert">
            {dataError}
          </p>
          {others && (
            <button type="button" onClick={() => void openFiles(others.files)}>
              Open the others without {others.name}
            </button>
          )}
          {mends.map(({ text, choices }) => (
            <button key={text} type="button" onClick={() => void readAgain(choices)}>
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Of several files those that the error does not name. */
function othersOf(source: OpenSource | undefined, error: string): { name: string; files: File[] } | undefined {
  if (!source || !('files' in source) || source.files.length < 2) return undefined;
  const wrong = source.files.find(({ name }) => error.startsWith(`${name}:`) || error.startsWith(`${name},`));
  return wrong && { name: wrong.name, files: source.files.filter((file) => file !== wrong) };
}

import { useParts } from '../store/use-app';
import { WhichLabel } from './columns/WhichLabel';
import styles from './data.module.css';

/** What went wrong with the data, or is wanting, wherever the person looks. */
export function DataTrouble() {
  const { dataError, previewError, wanted, given, table, opening, roles } = useParts(
    'dataError',
    'previewError',
    'wanted',
    'given',
    'table',
    'opening',
    'roles',
  );
  const asksForLabel = table !== undefined && opening === undefined && roles.label.column === '';
  if (!dataError && !previewError && !wanted && !asksForLabel) return null;
  return (
    <div className={styles.trouble}>
      {asksForLabel && <WhichLabel />}
      {wanted && <Wanted names={wanted.map(({ name }) => name)} given={given.map(({ name }) => name)} />}
      {[dataError, previewError].map(
        (message) =>
          message && (
            <p key={message} className="error" role="alert">
              {message}
            </p>
          ),
      )}
    </div>
  );
}

/** The files that a link was made for. */
function Wanted({ names, given }: { names: readonly string[]; given: readonly string[] }) {
  const missing = names.filter((name) => !given.includes(name));
  const [only] = names;
  if (names.length === 1)
    return (
      <p className="note">
        This link was made for the file <b>{only}</b>. The link does not contain the file: open it to go on.
      </p>
    );
  return (
    <p className="note">
      This link was made for {names.length} files and does not contain them.{' '}
      {given.length > 0 && `${given.length} of them ${given.length === 1 ? 'is' : 'are'} here. `}
      Open <b>{missing.join(', ')}</b> to go on, in any order.
    </p>
  );
}

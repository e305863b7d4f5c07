/** The files that the settings of a link, a model or a run were made for. */
export function Wanted({ names, given }: { names: readonly string[]; given: readonly string[] }) {
  const missing = names.filter((name) => !given.includes(name));
  const [only] = names;
  if (names.length === 1)
    return (
      <p className="note">
        These settings were made for the file <b>{only}</b>. They do not contain the file: open it to go on.
      </p>
    );
  return (
    <p className="note">
      These settings were made for {names.length} files and do not contain them.{' '}
      {given.length > 0 && `${given.length} of them ${given.length === 1 ? 'is' : 'are'} here. `}
      Open <b>{missing.join(', ')}</b> to go on, in any order.
    </p>
  );
}

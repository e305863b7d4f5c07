import { MATRICES, type MatrixName } from './spectra';

/** Which of an adapter's matrices is looked at. @param of those that there are */
export function MatrixChoice({ of, which, onChange }: { of: readonly MatrixName[]; which: MatrixName; onChange: (which: MatrixName) => void }) {
  return (
    <label className="row">
      Matrix
      <select value={which} onChange={({ target }) => onChange(target.value as MatrixName)}>
        {of.map((key) => (
          <option key={key} value={key}>
            {MATRICES[key]}
          </option>
        ))}
      </select>
    </label>
  );
}

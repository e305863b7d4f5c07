import { MATRICES, type MatrixName } from './spectra';

/** Which of an adapter's matrices is looked at. */
export function MatrixChoice({ which, onChange }: { which: MatrixName; onChange: (which: MatrixName) => void }) {
  return (
    <label className="row">
      Matrix
      <select value={which} onChange={({ target }) => onChange(target.value as MatrixName)}>
        {Object.entries(MATRICES).map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

import { SIMILARITIES, type SimilarityName } from '../findings/alike';

/** By which measure domains are compared. */
export function SimilarityChoice({ which, onChange }: { which: SimilarityName; onChange: (which: SimilarityName) => void }) {
  return (
    <label className="row">
      Measure
      <select value={which} onChange={({ target }) => onChange(target.value as SimilarityName)}>
        {Object.entries(SIMILARITIES).map(([key, { name }]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

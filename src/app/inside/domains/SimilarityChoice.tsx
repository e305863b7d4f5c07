import { SIMILARITIES, type SimilarityName } from '../findings/alike';

const ALL = Object.keys(SIMILARITIES) as SimilarityName[];

/** By which measure domains are compared. @param of those that say anything; left out: all */
export function SimilarityChoice({
  of = ALL,
  which,
  onChange,
}: {
  of?: readonly SimilarityName[];
  which: SimilarityName;
  onChange: (which: SimilarityName) => void;
}) {
  return (
    <label className="row">
      Measure
      <select value={which} onChange={({ target }) => onChange(target.value as SimilarityName)}>
        {of.map((key) => (
          <option key={key} value={key}>
            {SIMILARITIES[key].name}
          </option>
        ))}
      </select>
    </label>
  );
}

import type { Look } from '../../../protocol/insight';
import { SIMILARITIES, type SimilarityName } from '../../../runs/inside/alike';

const ALL = Object.keys(SIMILARITIES) as SimilarityName[];

const ONE_H: readonly SimilarityName[] = ['cosine'];

/** The measures that say something of all these looks; undefined: all do. Where all rows of a domain have one H, most divide by nothing. */
export const measuresOf = (looks: readonly Pick<Look, 'adapterKind'>[]): readonly SimilarityName[] | undefined =>
  looks.some(({ adapterKind }) => adapterKind === 'domain-only') ? ONE_H : undefined;

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

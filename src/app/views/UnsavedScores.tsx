import { counted } from '../../lib/counted';
import { sizeText } from '../data/file-draft';
import { useApp, usePlayground } from '../store/use-app';
import { scorerOf } from './scorer';

/** Predictions that were not saved before another file or another run took their place. */
export function UnsavedScores() {
  const { store, session } = usePlayground();
  const scorer = scorerOf(store, session);
  const unsaved = useApp(({ unsavedScores }) => unsavedScores);
  return (
    <section className="stack" aria-label="Predictions that are not saved">
      {unsaved.map((each) => (
        <div key={each.save.id} className="row">
          <span>
            Predictions of {each.file.name} ({counted(each.scored.scored, 'row')}), made earlier, are not saved.
          </span>
          <button type="button" onClick={() => scorer.save(each)}>
            Save them (CSV, {sizeText(each.save.bytes())})
          </button>
          <button type="button" onClick={() => scorer.drop(each.save)}>
            Drop them
          </button>
        </div>
      ))}
    </section>
  );
}

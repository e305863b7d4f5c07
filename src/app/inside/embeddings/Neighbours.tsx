import { fixed } from '../../../lib/numbers';
import type { Neighbour } from '../../../protocol/insight';
import { Asked } from '../Asked';
import type { useAnswer } from '../use-answer';
import styles from './embeddings.module.css';

/** The values whose embeddings are most like that of a value. @param selected how many values are selected; the list is the first one's */
export function Neighbours({ answer, value, selected }: { answer: ReturnType<typeof useAnswer<Neighbour[]>>; value: string; selected: number }) {
  return (
    <section aria-label={`Nearest neighbours of ${value}`} className="stack">
      <h4>Nearest neighbours of {value}</h4>
      <Asked answer={answer} what="Looking for them">
        {(list) =>
          list.length > 0 ? (
            <ol className={styles.neighbours}>
              {list.map((each) => (
                <li key={each.value}>
                  {each.value} <span className="soft">cosine {fixed(each.similarity, 3)}</span>
                </li>
              ))}
            </ol>
          ) : (
            <p className="soft">Its embedding is 0, so it has no direction and no neighbours.</p>
          )
        }
      </Asked>
      {selected > 1 && <p className="soft">The first of {selected} selected values.</p>}
    </section>
  );
}

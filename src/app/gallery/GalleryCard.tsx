import type { Card, CardOutcome } from '../../runs/gallery/card';
import { claimLine } from './claim-line';
import styles from './gallery.module.css';
import { hrefOf } from './href-of';
import { PictureView } from './PictureView';

/** A link of the gallery: its picture, what it is about, what to look at, what must hold, and a question with its answer behind a press. */
export function GalleryCard({ card, outcome }: { card: Card; outcome: CardOutcome | undefined }) {
  const { name, title, about, look, question, answer, claim, bring, picture } = card;
  return (
    <article className={styles.card} aria-labelledby={`card-${name}`}>
      <h2 id={`card-${name}`}>{title}</h2>
      {picture && outcome?.picture ? (
        <PictureView picture={outcome.picture} of={picture} title={title} />
      ) : (
        <p className={`soft ${styles.none}`}>There is no picture: nothing was trained on these data here, so the card claims nothing.</p>
      )}
      <p>{about}</p>
      <p>
        <b>Look at:</b> {look}
      </p>
      {bring && (
        <p className="soft">
          {bring.how} <a href={bring.home}>Where the data are</a>
          {bring.url !== undefined && (
            <>
              {' · '}
              <a href={`#${bring.url}`}>Load it from there</a>
            </>
          )}
        </p>
      )}
      {claim.length > 0 && (
        <details>
          <summary>What it claims, and what was measured</summary>
          <ul className={styles.claim}>
            {claim.map((condition, i) => (
              <li key={condition.says}>
                {condition.says} <span className="soft">{claimLine(condition, outcome?.claim[i])}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p>
        <b>Question:</b> {question}
      </p>
      <details>
        <summary>Answer</summary>
        <p>{answer}</p>
      </details>
      <p className={styles.open}>
        <a className="button" href={hrefOf(card)} aria-label={`Open: ${title}`}>
          Open it
        </a>
      </p>
    </article>
  );
}

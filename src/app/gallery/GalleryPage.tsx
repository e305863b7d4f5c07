import { useEffect } from 'react';
import type { CardOutcome } from '../../runs/gallery/card';
import { CARDS } from '../../runs/gallery/cards';
import outcomes from '../../runs/gallery/outcomes.json';
import { GalleryCard } from './GalleryCard';
import styles from './gallery.module.css';

/** What was measured, by the card's name; `npm run verify` writes the file. */
const OUTCOMES = outcomes as Partial<Record<string, CardOutcome>>;

/** Links that are worth a look, each with a picture of what was measured, what it claims, and a question. */
export function GalleryPage() {
  useEffect(() => {
    document.title = 'Gallery · HAMUR Playground';
  }, []);
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>Gallery</h1>
          <a href="./">To the playground</a>
        </div>
        <p className={styles.intro}>
          Each card opens the playground on settings that are worth a look. What a card claims was measured over several seeds, which draw rows, split, start
          and order anew; its picture shows the numbers. Think of an answer before you look at ours.
        </p>
      </header>
      <ul className={styles.grid}>
        {CARDS.map((card) => (
          <li key={card.name}>
            <GalleryCard card={card} outcome={OUTCOMES[card.name]} />
          </li>
        ))}
      </ul>
    </main>
  );
}

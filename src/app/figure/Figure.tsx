import { type ReactNode, useContext, useEffect, useId, useState } from 'react';
import { errorText } from '../../lib/error-text';
import { CaptionContext } from './caption';
import styles from './figure.module.css';
import { type DrawnFigure, FiguresContext } from './told';

/** The picture as it is on the page; without it only the numbers can be saved. */
type Save = Pick<DrawnFigure, 'svg' | 'csv'>;

type Format = 'PNG' | 'SVG' | 'CSV';

/**
 * A figure: what it is called, the question or formula behind it, the picture with what steers it, one sentence that
 * says what it shows (for everybody, and so for screen readers), how to read it, and buttons that save it.
 */
export function Figure({
  title,
  heading = true,
  formula,
  about,
  summary,
  save,
  controls,
  children,
}: {
  title: string;
  /** Whether its title is seen: not where the same stands above it. */
  heading?: boolean;
  formula?: ReactNode;
  about: ReactNode;
  summary: ReactNode;
  save: Save;
  controls?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const caption = useContext(CaptionContext);
  const tell = useContext(FiguresContext);
  useEffect(() => tell?.({ id, title, caption, ...save }));
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h3 id={id} className={heading ? undefined : 'hidden'}>
            {title}
          </h3>
          {formula && <p className="soft">{formula}</p>}
        </div>
        <SaveButtons title={title} caption={caption} save={save} />
      </header>
      {controls && <div className="row">{controls}</div>}
      <div className={styles.body}>{children}</div>
      <figcaption className={styles.summary}>{summary}</figcaption>
      <details className={styles.about}>
        <summary>How to read this</summary>
        <div className="stack soft">{about}</div>
      </details>
    </figure>
  );
}

function SaveButtons({ title, caption, save }: { title: string; caption: string | undefined; save: Save }) {
  const [said, setSaid] = useState('');
  const start = async (format: Format) => {
    setSaid('');
    try {
      // Few figures are saved: what saves them is loaded then.
      const { saveCsv, savePng, saveSvg } = await import('./save');
      if (format === 'CSV') return saveCsv(save.csv(), title);
      if (!save.svg) return;
      const picture = { draw: save.svg, title, caption };
      await (format === 'SVG' ? saveSvg(picture) : savePng(picture));
    } catch (error) {
      setSaid(`Not saved as ${format}. ${errorText(error)}`);
    }
  };
  const formats: Format[] = save.svg ? ['PNG', 'SVG', 'CSV'] : ['CSV'];
  return (
    <div className={styles.save} data-print="hide" data-tool>
      <span aria-hidden="true">Save</span>
      {formats.map((format) => (
        <button key={format} type="button" aria-label={`Save “${title}” as ${format}`} onClick={() => void start(format)}>
          {format}
        </button>
      ))}
      <span role="status" className={said ? styles.problem : 'hidden'}>
        {said}
      </span>
    </div>
  );
}

import { type ReactNode, useContext, useId, useState } from 'react';
import type { CsvTable } from '../../exports/csv';
import { errorText } from '../../lib/error-text';
import { CaptionContext } from './caption';
import styles from './figure.module.css';
import { saveCsv, savePng, saveSvg } from './save';

interface Save {
  /** The picture as it is on the page; without it only the numbers can be saved. */
  svg?: () => SVGSVGElement | undefined;
  csv: () => CsvTable;
}

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
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h3 id={id} className={heading ? undefined : 'hidden'}>
            {title}
          </h3>
          {formula && <p className="soft">{formula}</p>}
        </div>
        <SaveButtons title={title} save={save} />
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

function SaveButtons({ title, save }: { title: string; save: Save }) {
  const [said, setSaid] = useState('');
  const caption = useContext(CaptionContext);
  const start = async (format: Format) => {
    setSaid('');
    try {
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

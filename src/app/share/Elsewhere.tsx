import { useId, useState } from 'react';
import { type EmbedTheme, embedOf, embedSnippet, SHOWS, type ShowName } from '../embed/embed-address';
import { CopyButton } from '../parts/CopyButton';
import { later } from '../parts/later';
import { enterFullScreen } from '../present/full-screen';
import { usePlayground } from '../store/use-app';
import styles from './share.module.css';

const QrCode = later('The QR code', async () => (await import('./QrCode')).QrCode);

/** More than this a phone does not read off a screen: a code of 105 by 105 modules. */
export const MOST_IN_CODE = 1000;

/**
 * Where else a link can be shown: within another page, off a slide by a phone, and on a wall.
 *
 * @param base address of the page, without what stands behind the `#`
 * @param hash of the link
 * @param onShorter leaves the result out; undefined: there is none in the link
 */
export function Elsewhere({ base, hash, onShorter }: { base: string; hash: string; onShorter?: (() => void) | undefined }) {
  const { store } = usePlayground();
  return (
    <>
      <Embedding base={base} hash={hash} />
      <Folded summary="QR code">
        <Code link={`${base}#${hash}`} onShorter={onShorter} />
      </Folded>
      <div className="row">
        <button
          type="button"
          onClick={() => {
            enterFullScreen();
            store.getState().openSheet(undefined);
            store.setState({ presenting: true });
          }}
        >
          Present
        </button>
        <span className="soft">One view at a time, in large type, led by arrow keys. Escape leaves.</span>
      </div>
    </>
  );
}

function Embedding({ base, hash }: { base: string; hash: string }) {
  const [show, setShow] = useState<ShowName>('weights');
  const [theme, setTheme] = useState<EmbedTheme>('system');
  const id = useId();
  const snippet = embedSnippet(`${base}#${embedOf(hash, show, theme)}`, show);
  return (
    <Folded summary="Embed a view in another page">
      <div className="row">
        <label className={`row ${styles.pick}`}>
          View
          <select value={show} onChange={(event) => setShow(event.target.value as ShowName)}>
            {Object.entries(SHOWS).map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className={`row ${styles.pick}`}>
          Colours
          <select value={theme} onChange={(event) => setTheme(event.target.value as EmbedTheme)}>
            <option value="system">as the reader’s system</option>
            <option value="light">light</option>
            <option value="dark">dark</option>
          </select>
        </label>
      </div>
      <div className={styles.link}>
        <label htmlFor={`${id}-embed`}>HTML of the embed</label>
        <textarea id={`${id}-embed`} readOnly rows={3} value={snippet} onFocus={(event) => event.currentTarget.select()} />
        <div className="row">
          <CopyButton label="Copy embed" text={() => snippet} refused="The browser refused to copy. Copy it from the field above." />
        </div>
      </div>
      <p className="soft">
        {SHOWS[show].ofResult
          ? 'It shows the result that goes with the link, or else the run that comes with the page.'
          : 'It shows the run that comes with the page for these settings, or the nearest: a link holds no model.'}{' '}
        Readers can train it there.
      </p>
    </Folded>
  );
}

function Code({ link, onShorter }: { link: string; onShorter: (() => void) | undefined }) {
  if (link.length <= MOST_IN_CODE) return <QrCode text={link} />;
  return (
    <div className="row">
      <p>
        The link has {link.length.toLocaleString('en')} characters. It is too long for a QR code that a phone can read: at most{' '}
        {MOST_IN_CODE.toLocaleString('en')}.
      </p>
      {onShorter && (
        <button type="button" onClick={onShorter}>
          Leave the result out
        </button>
      )}
    </div>
  );
}

/** What is made only while it is looked at. */
function Folded({ summary, children }: { summary: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && <div className={`stack ${styles.folded}`}>{children}</div>}
    </details>
  );
}

import { type FormEvent, useEffect, useId, useState } from 'react';
import { Fold } from '../parts/shown-fields';
import { hostOf } from '../store/reading';
import { useParts } from '../store/use-app';
import styles from './how-read.module.css';

/** Data from elsewhere than a file: pasted, or from an address on the web. @param listening whether Ctrl+V anywhere brings data */
export function BringData({ listening }: { listening: boolean }) {
  const { openPasted, openFiles, opening } = useParts('openPasted', 'openFiles', 'opening');
  useEffect(() => {
    if (!listening) return;
    const onPaste = (event: ClipboardEvent) => {
      // Who types into a field pastes into it.
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return;
      const [file] = event.clipboardData?.files ?? [];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!file && text.trim() === '') return;
      event.preventDefault();
      void (file ? openFiles([file]) : openPasted(text));
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [listening, openFiles, openPasted]);
  return (
    <Fold summary="Or paste a table, or open one from the web">
      <fieldset disabled={opening !== undefined} className={styles.bring}>
        <legend className="hidden">Data from elsewhere</legend>
        <Pasted />
        <FromWeb />
      </fieldset>
    </Fold>
  );
}

function Pasted() {
  const { openPasted } = useParts('openPasted');
  const [text, setText] = useState('');
  const id = useId();
  const read = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') void openPasted(text);
  };
  return (
    <form onSubmit={read}>
      <label htmlFor={id} className="hidden">
        Table, pasted
      </label>
      <textarea
        id={id}
        rows={3}
        value={text}
        placeholder="Paste rows here, with their column names in the first line"
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" disabled={text.trim() === ''} title={text.trim() === '' ? 'First paste a table.' : undefined}>
        Read the pasted text
      </button>
    </form>
  );
}

function FromWeb() {
  const { openUrl } = useParts('openUrl');
  const [url, setUrl] = useState('');
  const id = useId();
  const host = hostOf(url.trim());
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (host) void openUrl(url.trim());
  };
  return (
    <>
      <form onSubmit={ask}>
        <label htmlFor={id} className="hidden">
          Address of a file
        </label>
        <input
          id={id}
          type="url"
          value={url}
          placeholder="https://…"
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-more`}
          onChange={({ target }) => setUrl(target.value)}
        />
        <button type="submit" disabled={!host} title={host ? undefined : 'First give an address that begins with https://.'}>
          Fetch
        </button>
      </form>
      <p id={`${id}-more`} className="soft">
        {host ? `${host} will be asked for this file, once, ` : 'The site of the address is asked for the file, once, '}
        without cookies and without the name of this page. It must allow other pages to read its files (CORS).
      </p>
    </>
  );
}

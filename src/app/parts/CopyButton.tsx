import { useState } from 'react';

const SAID_MS = 3000;

/** Copies a text, made when it is wanted, and says that it did. @param refused what is said where the browser does not allow it */
export function CopyButton({ label, text, refused = 'The browser refused to copy' }: { label: string; text: () => string; refused?: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('Copied');
    } catch {
      setSaid(refused);
    }
    setTimeout(() => setSaid(''), SAID_MS);
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" className={said ? 'soft' : 'hidden'}>
        {said}
      </span>
    </>
  );
}

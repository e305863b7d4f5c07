import { usePrinting } from './theme';

/** Where a printed page comes from, and when: its link and the date. On paper alone. */
export function PrintedLine() {
  // Read when it is printed: the link follows the settings.
  const printing = usePrinting();
  if (!printing) return null;
  return (
    <p data-print="only" className="soft">
      HAMUR Playground · {location.href} · {new Date().toLocaleDateString('en', { dateStyle: 'long' })}
    </p>
  );
}

import { memo } from 'react';
import type { Walk } from '../../protocol/walk';
import { domainColour } from '../theme/colours';
import { Cells } from './Cells';
import type { ShownPart } from './drawing';
import { FIELD } from './layout';
import { chance } from './sentences';
import styles from './walk.module.css';

/** The row's fields with what stands in the table, a line each. */
export const Fields = memo(function Fields({ walk, lines }: { walk: Walk; lines: number }) {
  const { shown, hidden } = cut(walk.fields, lines);
  return (
    <span className={styles.fields}>
      {shown.map(({ name, text, kind }) => (
        <span key={name} style={{ height: FIELD }}>
          <span className={styles.fieldName}>{name}</span>
          <span className={styles.fieldText} style={kind === 'domain' ? { borderBottom: `2px solid ${domainColour(walk.domain)}` } : undefined}>
            {text}
          </span>
        </span>
      ))}
      {hidden > 0 && <span style={{ height: FIELD }}>and {hidden} more</span>}
    </span>
  );
});

/** A strip of cells for each field, beside its line. */
export const FieldStrips = memo(function FieldStrips({ parts, lines }: { parts: readonly ShownPart[]; lines: number }) {
  const { shown, hidden } = cut(parts, lines);
  return (
    <span className={styles.fields}>
      {shown.map(({ part, scale }) => (
        <span key={part.name} style={{ height: FIELD }}>
          <span className={styles.fieldStrip} style={part.rows === 1 ? { width: 14, flex: 'none' } : undefined}>
            <Cells matrix={part} scale={scale} lying />
          </span>
        </span>
      ))}
      {hidden > 0 && <span style={{ height: FIELD }}>…</span>}
    </span>
  );
});

/** Matrices and vectors of a box: standing strips where it runs from left to right, lying ones where it runs down. */
export const BoxCells = memo(function BoxCells({
  parts,
  shape,
  named,
}: {
  parts: readonly ShownPart[];
  shape: 'square' | 'standing' | 'lying';
  /** Whether there is room for their names. */
  named: boolean;
}) {
  if (parts.length === 0) return <span className="soft">none</span>;
  return (
    <span className={styles[shape]}>
      {parts.map(({ part, scale }) => (
        <span key={part.name}>
          <Cells matrix={part} scale={scale} lying={shape === 'lying'} />
          {named && <span className={styles.stripName}>{part.name}</span>}
        </span>
      ))}
    </span>
  );
});

/** The probability as a bar with its number; beside another, both. */
export const Chance = memo(function Chance({ before, after, names }: { before: Walk; after: Walk | undefined; names: readonly [string, string] }) {
  const all = after ? [before, after] : [before];
  return (
    <span className={styles.chances}>
      {all.map((walk, i) => (
        <span key={i === 0 ? 'before' : 'after'} className={styles.chance}>
          <span className={styles.chanceNumber}>
            {chance(walk.prediction)}
            {after && <span className={styles.chanceName}>{names[i]}</span>}
          </span>
          <span className={styles.bar}>
            <span style={{ width: `${100 * walk.prediction}%`, background: domainColour(walk.domain) }} />
          </span>
        </span>
      ))}
    </span>
  );
});

function cut<T>(all: readonly T[], lines: number): { shown: readonly T[]; hidden: number } {
  const shown = all.length > lines ? all.slice(0, lines - 1) : all;
  return { shown, hidden: all.length - shown.length };
}

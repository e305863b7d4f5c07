import type { ReactNode } from 'react';
import { Labelled } from '../parts/Labelled';

/** A text to type, what is wrong with it, or else a hint. */
export function TypedField({
  label,
  value,
  onChange,
  problem,
  hint,
  hidden = false,
  narrow = false,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  problem?: string | undefined;
  hint?: ReactNode;
  /** Whether its label is for screen readers alone. */
  hidden?: boolean;
  narrow?: boolean;
}) {
  return (
    <Labelled label={label} problem={problem} hint={hint} labelHidden={hidden} narrow={narrow}>
      {(attributes) => <input {...attributes} value={value} spellCheck={false} autoComplete="off" onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  );
}

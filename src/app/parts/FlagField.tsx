import type { FieldProps } from './Field';
import styles from './parts.module.css';

/** Yes or no: a box with its label behind it, and a hint below. It can hold nothing wrong. */
export function FlagField({ label, hint, disabled, value, onChange }: FieldProps & { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className={styles.flag}>
      <input type="checkbox" checked={value} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {label}
        {hint && <span className="soft"> {hint}</span>}
      </span>
    </label>
  );
}

import { TextField } from '../parts/TextField';
import { useParts } from '../store/use-app';

/** Which of the label's values are positive. */
export function PositiveValues() {
  const { roles, set } = useParts('roles', 'set');
  const { label } = roles;
  if (label.column === '') return null;
  return (
    <TextField
      label={`Positive values of “${label.column}”`}
      path="data.label.positive"
      hint="For example > 3, or yes. Left empty: of two values the one that says yes, else the greater."
      text={label.positive ?? ''}
      read={(text) => set({ data: { label: { column: label.column, ...(text.trim() && { positive: text }) } } })}
    />
  );
}

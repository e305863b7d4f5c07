import { Field, type FieldProps } from './Field';

/** One of several values, each with the text that a person sees. */
export function SelectField<T extends string>({
  value,
  options,
  onChange,
  ...rest
}: FieldProps & { value: T; options: readonly { value: T; text: string; disabled?: boolean }[]; onChange: (value: T) => void }) {
  return (
    <Field {...rest}>
      {(attributes) => (
        <select {...attributes} value={value} disabled={rest.disabled} onChange={(event) => onChange(event.target.value as T)}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

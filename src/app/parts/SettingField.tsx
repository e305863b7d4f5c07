import type { ReactNode } from 'react';
import type { FieldKind } from '../../config/kinds/kind';
import type { RunConfigInput } from '../../config/run-config';
import { choicesOf, type FieldPath, type SettingValue, settingAt, valueAt, withSettings } from '../../config/settings';
import { labelOf } from '../../config/settings/setting';
import { useParts } from '../store/use-app';
import { FlagField } from './FlagField';
import { SelectField } from './SelectField';
import { TextField } from './TextField';

/**
 * The control of a setting, as the table of settings says: its kind chooses it, its title, unit and hint are said.
 *
 * @param label, hint in place of the table's
 * @param value what is shown in place of what is set
 * @param onChange takes the new value in place of setting it
 */
export function SettingField<P extends FieldPath>({
  path,
  label,
  hint,
  disabled,
  compact,
  shown: name,
  value,
  onChange,
}: {
  path: P;
  label?: string;
  hint?: ReactNode;
  disabled?: boolean;
  compact?: boolean;
  /** See `Field`. */
  shown?: string;
  value?: SettingValue<P>;
  onChange?: (value: SettingValue<P>) => void;
}) {
  const { config, set } = useParts('config', 'set');
  const setting = settingAt(path);
  const { control, toText, fromText } = setting.kind as FieldKind<unknown>;
  const shown = value ?? valueAt(config, path);
  // What was typed may be anything: whoever takes it has it checked against the schema.
  const change = (next: unknown) => (onChange ? onChange(next as SettingValue<P>) : set(withSettings({}, [[path, next]]) as RunConfigInput));
  const common = { path, label: label ?? labelOf(setting), hint: hint ?? setting.hint, disabled, compact, shown: name };
  switch (control.type) {
    case 'choice':
      return <SelectField {...common} value={shown as string} options={choicesOf(path)} onChange={change} />;
    case 'flag':
      return <FlagField {...common} value={shown as boolean} onChange={change} />;
    case 'typed':
      return <TextField {...common} text={toText(shown).replaceAll(',', ', ')} read={(text) => change(fromText(text))} />;
  }
}

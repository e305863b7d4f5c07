import { DEFAULT_SOURCE } from '../../config/complete';
import { DEMOS } from '../../config/demos';
import { SelectField } from '../parts/SelectField';
import { useParts } from '../store/use-app';
import { demoOf } from './demo-of';

/** Which demo set is open, and the way to another. */
export function DemoChoice() {
  const { input, openDemo, opening, table } = useParts('input', 'openDemo', 'opening', 'table');
  const source = input.data?.source ?? DEFAULT_SOURCE;
  const demo = demoOf(input, table)?.name ?? '';
  return (
    <SelectField
      compact
      label="Demo set"
      path="data.source"
      value={demo}
      disabled={opening !== undefined}
      options={[
        ...(demo === ''
          ? [{ value: '', text: 'file' in source ? `Your file: ${source.file}` : 'url' in source ? `From the web: ${source.url}` : 'None' }]
          : []),
        ...DEMOS.map(({ name, title }) => ({ value: name, text: title })),
      ]}
      onChange={(name) => name && void openDemo(name)}
    />
  );
}

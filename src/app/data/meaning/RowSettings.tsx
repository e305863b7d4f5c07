import type { DataConfig } from '../../../config/run-config';
import { SelectField } from '../../parts/SelectField';
import { Fold } from '../../parts/shown-fields';
import { TextField } from '../../parts/TextField';
import { useParts } from '../../store/use-app';

/** What is usually left alone: which words mean that a value is missing, and how much a row counts. */
export function RowSettings() {
  const { input, config, table, accept, setWeight } = useParts('input', 'config', 'table', 'accept', 'setWeight');
  const numbers = table?.columns.filter(({ min }) => min !== undefined && min >= 0).map(({ name }) => name) ?? [];
  const { weight, missing } = config.data;
  const say = (words: DataConfig['missing']) => accept({ ...input, data: { ...input.data, missing: words } }, true);
  const columns = weight !== undefined && !numbers.includes(weight) ? [weight, ...numbers] : numbers;
  return (
    <Fold summary="Missing values, row weights">
      <div className="stack">
        <TextField
          label="Words for a missing value"
          path="data.missing"
          hint="With commas between them. Left empty: the usual ones, such as NA, NaN, null, None, \N. An empty cell is always missing."
          text={(missing ?? []).join(', ')}
          read={(text) => say(text.trim() === '' ? undefined : text.split(',').flatMap((word) => word.trim() || []))}
        />
        <SelectField
          label="Row weights"
          path="data.weight"
          hint="How much a row counts in the loss. In metrics every row counts once."
          value={weight ?? ''}
          options={[{ value: '', text: 'all rows count the same' }, ...columns.map((name) => ({ value: name, text: name }))]}
          onChange={(name) => setWeight(name || undefined)}
        />
      </div>
    </Fold>
  );
}

import { parseValueTest, testOfValues } from '../../../config/value-test';
import type { ColumnValues } from '../../../protocol/meaning';
import { useClaim } from '../../parts/shown-fields';
import { TextField } from '../../parts/TextField';
import { useParts } from '../../store/use-app';
import styles from './meaning.module.css';
import { useColumnValues } from './use-column-values';

/** Of a column with more values than this a test says which are positive, such as > 3. */
const MOST_BOXES = 24;

/** Which of the label's values are positive: as boxes, with their rows, or as a test of numbers. */
export function LabelChoice() {
  const { roles, set, preview } = useParts('roles', 'set', 'preview');
  const { label } = roles;
  // That it is wanting is asked, over the sheet.
  useClaim(label.column === '' ? 'data.label' : undefined);
  const values = useColumnValues(label.column || undefined);
  if (label.column === '') return null;
  const say = (positive: string) => set({ data: { label: { column: label.column, ...(positive.trim() && { positive }) } } });
  const test = label.positive === undefined ? undefined : parseValueTest(label.positive);
  // Where nothing is said, the worker says which it took.
  const isPositive = ({ value, number = value }: ColumnValues['values'][number]) =>
    typeof test === 'object'
      ? test.acceptsAs(value, number)
      : test === undefined && preview?.data.positive?.toLowerCase() === `${label.column} is ${value}`.toLowerCase();
  const boxes = values && values.distinct <= MOST_BOXES ? values.values : [];
  const chosen = boxes.filter(isPositive).map(({ value }) => value);
  const toggle = (value: string, on: boolean) =>
    say(testOfValues(boxes.map((each) => each.value).filter((each) => (each === value ? on : chosen.includes(each)))));
  return (
    <div className="stack">
      {boxes.length > 1 && (
        <fieldset className={styles.values}>
          <legend>Positive are the rows whose “{label.column}” is</legend>
          {boxes.map(({ value, rows }) => (
            <label key={value}>
              <input type="checkbox" checked={chosen.includes(value)} onChange={(event) => toggle(value, event.target.checked)} />
              <span>
                {value}{' '}
                <span className="soft">
                  ({rows.toLocaleString('en')} {rows === 1 ? 'row' : 'rows'})
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <TextField
        label={`Positive values of “${label.column}”`}
        path="data.label.positive"
        hint="For example > 3, or yes. Left empty: of two values the one that says yes, else the greater."
        text={label.positive ?? ''}
        read={say}
      />
    </div>
  );
}

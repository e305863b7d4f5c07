import { UserError } from '../../../lib/user-error';

const LOOKED_AT = 20;
const LABEL = /^[-+]?\d+(?:\.\d+)?$/;
const FEATURE = /^\d+:[^ :]+$/;

/**
 * Refuses lines of LibSVM: a label, then `number:value` of the features that are not 0. They are no table, because the same place holds
 * another feature in every line. LibFFM's lines, with the same fields in each, are one.
 *
 * @throws UserError that says what to do
 */
export function refuseSvmLines(head: string, name: string): void {
  const lines = head.split('\n', LOOKED_AT).flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(' ')]));
  // The last one may be cut.
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  if (
    whole.length === 0 ||
    !whole.every(([label = '', ...features]) => LABEL.test(label) && features.length > 0 && features.every((each) => FEATURE.test(each)))
  )
    return;
  throw new UserError(
    'these are lines of LibSVM (a label, then number:value of some features), and no table: a column would hold another feature in every line',
    `${name}, line 1`,
    'Open the table that they were made from, or make one of them (in Python: sklearn.datasets.load_svmlight_file), and save it as CSV.',
  );
}

import { isNumeric } from '../../config/value-test';

/** A way to write numbers that programs do not read by themselves. */
interface NumberForm {
  /** Signs, one of which stands between every three digits of a whole number. */
  group: string;
  decimal: '.' | ',';
}

/** The likelier first. Where all of a column's cells may be read in two ways, `1,234` is a thousand and some. */
const PLAIN: NumberForm = { group: '', decimal: '.' };
const FORMS: readonly NumberForm[] = [
  PLAIN,
  { group: ',', decimal: '.' },
  { group: '.', decimal: ',' },
  { group: '_', decimal: '.' },
  { group: "'’\u00a0\u202f", decimal: '.' },
  { group: "'’\u00a0\u202f", decimal: ',' },
];

/** A cell's number without its unit, and the unit. */
interface Bare {
  text: string;
  unit: string;
}

const UNITS = ['$', '€', '£', '¥', '₹', '₩', '₽', '%', 'USD', 'EUR', 'GBP'];

/**
 * The numbers of texts that are all written in one form: with a decimal comma (`3,14`; `1.234,56`), with signs between thousands
 * (`1,234`; `1_000`), with a currency or a percent sign (`$3.50`; `12 %`, which is 12).
 *
 * @param texts each once, none of them missing
 * @param decimal what is known to stand before a fraction
 * @returns a number for each; undefined where no form fits all
 */
export function numbersInForm(texts: () => Iterable<string>, decimal: '.' | ',' | undefined): Float64Array | undefined {
  // A column that is said to have decimal commas has `1.234` for a thousand and some.
  const forms = decimal === ',' ? [...FORMS.filter((form) => form.decimal === ','), PLAIN] : FORMS.filter((form) => form.decimal === (decimal ?? form.decimal));
  for (const form of forms) {
    const numbers = allIn(form, texts());
    if (numbers) return numbers;
  }
  return undefined;
}

function allIn(form: NumberForm, texts: Iterable<string>): Float64Array | undefined {
  const numbers: number[] = [];
  let unit: string | undefined;
  for (const text of texts) {
    const bare = withoutUnit(text.trim());
    // A zero needs no unit.
    if (bare.unit !== unit && !(bare.unit === '' && /^0+$/.test(bare.text))) {
      if (unit !== undefined) return undefined;
      unit = bare.unit;
    }
    const number = readIn(form, bare.text);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return Float64Array.from(numbers);
}

/** A sign may stand before or after a unit in front. */
function withoutUnit(text: string): Bare {
  const [sign, rest] = /^[-+]/.test(text) ? [text.charAt(0), text.slice(1).trimStart()] : ['', text];
  const before = UNITS.find((unit) => rest.startsWith(unit));
  if (before !== undefined) return { text: sign + rest.slice(before.length).trim(), unit: before };
  const after = UNITS.find((unit) => rest.endsWith(unit));
  return after === undefined ? { text, unit: '' } : { text: sign + rest.slice(0, -after.length).trim(), unit: after };
}

function readIn({ group, decimal }: NumberForm, text: string): number | undefined {
  if (group === '' && isNumeric(text)) return Number(text);
  const [, sign, body] = /^([-+]?)(.*)$/s.exec(text) as unknown as [string, string, string];
  const at = body.indexOf(decimal);
  const [whole, fraction] = at < 0 ? [body, ''] : [body.slice(0, at), body.slice(at + 1)];
  if (!/^\d*$/.test(fraction)) return undefined;
  const digits = withoutGroups(whole, group);
  if (digits === undefined || digits + fraction === '') return undefined;
  const number = Number(`${sign}${digits || '0'}.${fraction || '0'}`);
  return Number.isFinite(number) ? number + 0 : undefined;
}

/** The digits of a whole number; undefined where its signs do not stand between every three of them. */
function withoutGroups(whole: string, group: string): string | undefined {
  const sign = [...group].find((each) => whole.includes(each));
  if (sign === undefined) return /^\d*$/.test(whole) ? whole : undefined;
  const [first = '', ...rest] = whole.split(sign);
  if (!/^[1-9]\d{0,2}$/.test(first) || !rest.every((three) => /^\d{3}$/.test(three))) return undefined;
  return first + rest.join('');
}

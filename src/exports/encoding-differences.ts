import { testOfValues } from '../config/value-test';
import type { EncodingFile } from '../protocol/take-away';

/** Values that are named of a difference. */
const NAMED = 3;
/** A mean of the same rows in another order differs in its last digits. */
const ROUNDING = 1e-9;
/** Differences that are said in words; of more, their number. */
const SAID = 6;

/**
 * In what the encoding of a file departs from that of the open data: where it does, an id means another value than the model was trained
 * on. What only training reads (weights of rows) does not count.
 *
 * @param theirs of a file, untrusted: any JSON object
 * @param ours of the open data
 * @returns clauses, each with the field that it is about; none where a row is encoded alike
 */
export function encodingDifferences(theirs: EncodingFile, ours: EncodingFile): string[] {
  const said: string[] = [];
  const their = theirs as unknown as Record<string, unknown>;
  const label = record(their.label);
  if (!same(label, ours.label))
    said.push(`the label: ${text(label.column)} (${text(label.positive)}) in the file, ${ours.label.column} (${ours.label.positive}) here`);
  const domain = record(their.domain);
  if (!same(domain.names, ours.domain.names)) said.push(`the domains: ${valuesDiffer(domain.names, ours.domain.names)}`);
  else if (!same(domain, ours.domain) && !isOneOfMany(domain, ours.domain)) said.push('the rule that makes domains of rows');
  said.push(...fittedDiffer(their, ours));
  const apart = Array.isArray(their.apart) ? their.apart : [];
  for (const [d, own] of (ours.apart ?? []).entries())
    said.push(...fittedDiffer(record(apart[d]), own).map((clause) => `of the domain “${ours.domain.names[d]}” ${clause}`));
  if (!same(their.missing, ours.missing)) said.push('the words for missing values');
  return said.length > SAID ? [...said.slice(0, SAID), `${said.length - SAID} more`] : said;
}

type Field = Record<string, unknown>;

/** Whether the file's model is that of one of several domains, and ours is of that one alone: the one group of its column. */
function isOneOfMany(theirs: Field, { columns, names: [name = ''], groups, cuts }: EncodingFile['domain']): boolean {
  const group = Array.isArray(theirs.groups) && Array.isArray(theirs.places) ? theirs.groups[theirs.places.indexOf(name)] : testOfValues([name]);
  return theirs.alone === true && !theirs.cuts && !cuts && same(theirs.columns, columns) && same(groups, [group]);
}

/** Of one model. */
function fittedDiffer(theirs: Field, ours: Pick<EncodingFile, 'sparse' | 'dense'>): string[] {
  return [
    ...fieldsDiffer('field', theirs.sparse, ours.sparse, ({ name }) => name, fieldDiffers),
    ...fieldsDiffer('number', theirs.dense, ours.dense, ({ column }) => column, scaleDiffers),
  ];
}

function fieldsDiffer<T>(
  what: string,
  theirs: unknown,
  ours: readonly T[],
  nameOf: (field: T) => string,
  differ: (theirs: Field, ours: T) => string,
): string[] {
  const all = Array.isArray(theirs) ? theirs.map(record) : [];
  const names = all.map((field) => text(field.name ?? field.column));
  if (!same(names, ours.map(nameOf))) return [`the ${what}s: ${valuesDiffer(names, ours.map(nameOf))}`];
  return ours.flatMap((field, i) => (same(all[i], field, ROUNDING) ? [] : [`“${nameOf(field)}”: ${differ(all[i] as Field, field)}`]));
}

function fieldDiffers(theirs: Field, ours: EncodingFile['sparse'][number]): string {
  const { vocabulary } = theirs;
  return same(vocabulary, ours.vocabulary) ? 'it is made of its column in another way' : valuesDiffer(vocabulary, ours.vocabulary ?? []);
}

function scaleDiffers(theirs: Field, ours: EncodingFile['dense'][number]): string {
  const from = (field: Field) => `${text(field.min)} to ${text(field.max)}`;
  return same([theirs.min, theirs.max], [ours.min, ours.max])
    ? 'it is scaled in another way'
    : `${from(theirs)} in the file, ${from(ours as unknown as Field)} here`;
}

/** How many values there are on each side, and the first that one alone has; or that their order differs. */
function valuesDiffer(theirs: unknown, ours: readonly string[]): string {
  const their = Array.isArray(theirs) ? theirs.map(text) : [];
  const counts = `${their.length.toLocaleString('en')} in the file, ${ours.length.toLocaleString('en')} here`;
  const [inFile, here] = [new Set(their), new Set(ours)];
  const alone = (values: readonly string[], other: ReadonlySet<string>, where: string) => {
    const some = values.filter((value) => !other.has(value));
    return some.length === 0
      ? []
      : [
          `${where} alone: ${some
            .slice(0, NAMED)
            .map((value) => `“${value}”`)
            .join(', ')}${some.length > NAMED ? `, and ${(some.length - NAMED).toLocaleString('en')} more` : ''}`,
        ];
  };
  const more = [...alone(their, here, 'in the file'), ...alone(ours, inFile, 'here')];
  return [counts, ...(more.length > 0 ? more : ['the same in another order'])].join('; ');
}

const record = (value: unknown): Field => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Field) : {});
/** A value of a file, in a message. */
const text = (value: unknown): string => String(typeof value === 'object' ? (JSON.stringify(value) ?? '') : value).slice(0, 60);

/** Whether two values of JSON are the same, whatever the order of keys. @param close numbers may differ by so much of their size */
function same(a: unknown, b: unknown, close = 0): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= close * Math.max(Math.abs(a), Math.abs(b));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same((a as Field)[key], (b as Field)[key], close));
}

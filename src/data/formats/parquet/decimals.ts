import type { FileMetaData, SchemaElement } from 'hyparquet';

/** Decimals of which every digit is to be kept, by their element in the schema: how many digits stand behind the point. */
const scales = new WeakMap<SchemaElement, number>();

/** Digits behind the point of a decimal; a file that says more is damaged. */
const MOST_SCALE = 100;

/**
 * The description of a file whose decimals are read as whole numbers: the reader would make numbers of 53 bits of them. Those within
 * lists and structures stay as the reader has them, as do those in as many bytes as each of them needs.
 */
export function withExactDecimals(metadata: FileMetaData): FileMetaData {
  const depths = depthsOf(metadata.schema);
  const schema = metadata.schema.map((element, i) => {
    const { converted_type: converted, type, repetition_type: repetition, scale = 0 } = element;
    const isOwn = converted === 'DECIMAL' && type !== undefined && depths[i] === 1 && repetition !== 'REPEATED';
    if (!isOwn || type === 'BYTE_ARRAY' || !(Math.abs(scale) <= MOST_SCALE)) return element;
    const { converted_type: _, ...plain } = element;
    scales.set(plain, scale);
    return plain;
  });
  return { ...metadata, schema };
}

/** Digits behind the point, of an element whose values are read as whole numbers. */
export const exactScale = (element: SchemaElement): number | undefined => scales.get(element);

/** A decimal as it is written. @param value the whole number, or its bytes with the highest first */
export function decimalText(value: unknown, scale: number): string {
  const whole = value instanceof Uint8Array ? wholeOf(value) : BigInt(value as number | bigint);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const sign = whole < 0n ? '-' : '';
  if (scale <= 0) return `${sign}${digits}${'0'.repeat(-scale)}`;
  const fraction = withoutEndingZeros(digits.slice(-scale));
  return `${sign}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}

function withoutEndingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

function wholeOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}

/** How deep each element stands in the schema, whose elements come in order of depth first. */
function depthsOf(schema: readonly SchemaElement[]): number[] {
  /** Children that are still to come, of each element that is open. */
  const open: number[] = [];
  return schema.map(({ num_children: children = 0 }) => {
    while (open.at(-1) === 0) open.pop();
    const depth = open.length;
    if (depth > 0) open[depth - 1] = (open[depth - 1] as number) - 1;
    open.push(children);
    return depth;
  });
}

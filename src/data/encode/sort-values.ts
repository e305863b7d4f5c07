import { isNumeric } from '../../config/value-test';

/** Numbers numerically where all are numbers, else texts by code point, as scikit-learn's LabelEncoder does. */
export function sortValues(values: string[]): string[] {
  const numeric = values.every((text) => text === '' || isNumeric(text));
  return values.sort((a, b) => (numeric ? Number(a) - Number(b) || byCodePoint(a, b) : byCodePoint(a, b)));
}

/** Comparing UTF-16 units differs from code points only beyond the basic plane. */
function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = ((x[i] as string).codePointAt(0) as number) - ((y[i] as string).codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** The signs that a file may be split at, and what a person calls them, in the plural. */
const NAMES = {
  ',': 'commas',
  '\t': 'tabs',
  ';': 'semicolons',
  '|': 'vertical bars (|)',
  '::': 'double colons (::)',
  '^': 'carets (^)',
  '\u0001': 'control characters (Hive’s ^A)',
} as const;

/** The signs that are looked for, the more common ones first. */
export const DELIMITERS: readonly string[] = Object.keys(NAMES);

/** It also stands within texts, so that it is tried only where nothing else splits the lines alike. */
export const SPACE = ' ';

/** Signs that split some files and stand in the texts of many: they are offered, never taken. */
export const RARE_DELIMITERS: readonly string[] = [':', '~', '/', '#', '\u001f', '_', '-'];

export const delimiterName = (delimiter: string) =>
  delimiter === SPACE ? 'spaces' : ((NAMES as Partial<Record<string, string>>)[delimiter] ?? `“${delimiter}”`);

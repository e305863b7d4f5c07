/** The signs that a file may be split at, and what a person calls them, in the plural. */
const NAMES = { ',': 'commas', '\t': 'tabs', ';': 'semicolons', '|': 'vertical bars (|)' } as const;

export const DELIMITERS = Object.keys(NAMES) as readonly (keyof typeof NAMES)[];

export const delimiterName = (delimiter: string) => (NAMES as Partial<Record<string, string>>)[delimiter] ?? delimiter;

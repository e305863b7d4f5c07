/** An empty or blank cell. */
export const isMissing = (text: string) => text.trim() === '';

/** A name as Markdown shows it, in one line. Names come from other people's files: none of them is markup. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');

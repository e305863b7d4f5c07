/** What a domain is called where its name, a value of a column, is not to be told. @param d its place, from 0 */
export const hiddenName = (d: number): string => `domain ${d + 1}`;

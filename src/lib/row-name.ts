/** How a row of the table is called, from its number, which begins at 0: `row 1`, `row 11,110`. */
export const rowName = (row: number): string => `row ${(row + 1).toLocaleString('en')}`;

/** How a row of the table is called, from its number, which begins at 0: `row 1`, `row 11,110`. */
export const rowName = (row: number): string => `row ${(row + 1).toLocaleString('en')}`;

/** What saved files call it, which hold the number itself. */
export const rowInFiles = (row: number): string => `In files, which count from 0, it is row ${row}.`;

/** What is said of a number that no row has. */
export const rowsGoTo = (rows: number): string => `Rows go from 1 to ${rows.toLocaleString('en')}. In files they count from 0.`;

import Papa from 'papaparse';

/**
 * What papaparse with a `Map` for each column makes of text: what ours is measured beside.
 *
 * @param {Uint8Array} bytes UTF-8 with a line of names
 * @param {number} width columns
 * @param {number} rows
 * @returns {{ known: Map<string, number>, codes: Int32Array }[]} by column
 */
export function byPapaparse(bytes, width, rows) {
  const columns = Array.from({ length: width }, () => ({ known: new Map(), codes: new Int32Array(rows) }));
  let row = -1;
  Papa.parse(new TextDecoder().decode(bytes), {
    delimiter: ',',
    skipEmptyLines: true,
    step: ({ data }) => {
      if (row >= 0) {
        for (let c = 0; c < width; c++) {
          const { known, codes } = columns[c];
          let code = known.get(data[c]);
          if (code === undefined) {
            code = known.size;
            known.set(data[c], code);
          }
          codes[row] = code;
        }
      }
      row++;
    },
  });
  return columns;
}

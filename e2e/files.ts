/** A CSV as people have them: quoted titles with commas, missing cells, two outcomes, two columns that could be the domain. */
export function shopCsv(rows = 900): string {
  const lines = ['visitor,item,"title, full",device,country,price,bought,clicked'];
  let state = 7;
  const random = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  for (let i = 0; i < rows; i++) {
    const [visitor, item, device, country] = [random(40), random(25), random(3), random(2)];
    // Visitors like items of their own parity, so that there is something to learn.
    const clicked = Number((visitor + item) % 2 === 0 ? random(10) < 7 : random(10) < 2);
    const price = random(20) === 0 ? '' : (random(1000) / 10).toFixed(1);
    lines.push(
      `v${visitor},i${item},"Item ${item}, ""new""",${['phone', 'tablet', 'desk'][device]},${['DE', 'FR'][country]},${price},${Number(clicked && random(3) === 0)},${clicked}`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

export const asFile = (name: string, content: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

/** A file with a column that knows the label, a word that may mean a missing value, and a number as its domain. */
export function leakyCsv(rows = 400): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const clicked = Number((i * 7919) % 10 < 3);
    return `u${(i * 31) % 30},${['Private', '?', 'State', 'Gov'][i % 4]},${(i * 17) % 5},${clicked ? 4 + (i % 90) : i % 3},${clicked}`;
  });
  return `user,work,domain,secs,clicked\n${lines.join('\n')}\n`;
}

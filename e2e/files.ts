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
  const lines = ['user,work,domain,secs,clicked'];
  let state = 11;
  const random = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  for (let i = 0; i < rows; i++) {
    const clicked = Number(random(10) < 3);
    lines.push(`u${random(30)},${['Private', '?', 'State', 'Gov'][random(4)]},${random(5)},${clicked ? 4 + random(90) : random(3)},${clicked}`);
  }
  return `${lines.join('\n')}\n`;
}

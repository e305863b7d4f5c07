/** What may change the order in which the text around it is shown: letters written from the right, and the marks that say so. */
const TURNING = /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const [LRI, FSI, PDI] = ['\u2066', '\u2068', '\u2069'];

/**
 * A name from elsewhere as it goes into a sentence: the same, between the marks of Unicode's bidirectional algorithm that keep it
 * from turning what stands around it (UAX 9, isolates). A name that cannot do so stays bare.
 */
export function isolated(name: string): string {
  if (!TURNING.test(name)) return name;
  // Isolates that it closes without having opened them, and that it opens without closing them.
  let [closed, open] = [0, 0];
  for (const c of name) {
    if (c >= (LRI as string) && c <= (FSI as string)) open++;
    else if (c === PDI && open > 0) open--;
    else if (c === PDI) closed++;
  }
  return (FSI as string).repeat(closed + 1) + name + (PDI as string).repeat(open + 1);
}

const CLOSING = { '“': '”', '"': '"' } as const;

/** A sentence whose names stand in quotes, each of them isolated, and the whole too: a name may hold a quote. */
export function withIsolatedQuotes(sentence: string): string {
  if (!TURNING.test(sentence)) return sentence;
  let [out, from] = ['', 0];
  for (let at = 0; at < sentence.length; at++) {
    const closing = (CLOSING as Partial<Record<string, string>>)[sentence[at] as string];
    if (closing === undefined) continue;
    const end = sentence.indexOf(closing, at + 1);
    if (end < 0) break;
    out += sentence.slice(from, at + 1) + isolated(sentence.slice(at + 1, end));
    from = end;
    at = end;
  }
  return isolated(out + sentence.slice(from));
}

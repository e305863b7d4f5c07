import { expect, test } from 'vitest';
import { fromLink } from './link';
import { parseValueTest } from './value-test';

/**
 * Links are untrusted, so what reads them must take linear time. These are the worst texts for the little languages that a
 * link is written in. Four times as long a text may take eight times as long, not sixteen.
 */
const WORST: [what: string, text: (length: number) => string][] = [
  ['a range of long numbers that is none', (n) => `${'1'.repeat(n / 2)}..${'1'.repeat(n / 2)}x`],
  ['a comparison with a long number that is none', (n) => `>${'1'.repeat(n)}x`],
  ['a comparison behind a gap', (n) => `>${' '.repeat(n)}x`],
  ['a range in a gap', (n) => `1${' '.repeat(n)}..x`],
  ['dots', (n) => '.'.repeat(n)],
  ['dots between digits', (n) => '1.'.repeat(n / 2)],
  ['exponents', (n) => '1e'.repeat(n / 2)],
  ['commas', (n) => ','.repeat(n)],
  ['colons', (n) => `a${':'.repeat(n)}b`],
  ['backslashes', (n) => '\\'.repeat(n)],
  ['backslashes and commas', (n) => '\\,'.repeat(n / 2)],
  ['dashes', (n) => `${'-'.repeat(n)}x`],
  ['letters', (n) => `${'a'.repeat(n)},`],
  ['one field, again and again', (n) => 'a,'.repeat(n / 2)],
  ['percent signs', (n) => '%'.repeat(n)],
];
const KEYS = ['positive', 'groups', 'sparse', 'dense', 'layers', 'k', 'dropout', 'positiveWeight', 'domainWeights', 'split', 'splitTrain', 'baseline'];

function readAll(text: string): void {
  parseValueTest(text);
  for (const key of KEYS) fromLink(`label=a&domain=b&splitColumn=c&${key}=${text}`);
  for (const link of [text, `${text}=`]) fromLink(link);
}

/** Of the processor, the least of some tries: whatever the machine does besides makes a try longer, never shorter. */
function millisecondsFor(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5; attempt++) {
    const begun = process.cpuUsage();
    readAll(text);
    const { user, system } = process.cpuUsage(begun);
    best = Math.min(best, (user + system) / 1000);
    // This would not end: the cubic expression that was here once took 3 s for so short a text.
    if (best > 1000) break;
  }
  return best;
}

test.each(WORST)(
  '%s',
  (_, text) => {
    const short = millisecondsFor(text(1500));
    expect(short).toBeLessThan(1000);
    const long = millisecondsFor(text(6000));
    expect(long).toBeLessThan(Math.max(50, 8 * short));
  },
  120_000,
);

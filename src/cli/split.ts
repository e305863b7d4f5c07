import { resolve } from 'node:path';
import { counted } from '../lib/counted';
import { errorText } from '../lib/error-text';
import { forTerminal } from './for-terminal';
import { KEPT_SPLITS, writeKeptSplit } from './proofs/kept-splits';
import { parseSplitArguments, SPLIT_USAGE } from './split-arguments';
import { checkToWrite, sayWritten } from './to-write';

/** `npm run split`: a split of the tables on MovieLens as a file, so that anyone can repeat them. */
function main(): void {
  const asked = parseSplitArguments(process.argv.slice(2));
  if (!asked) {
    console.log(SPLIT_USAGE);
    return;
  }
  const { name, out } = asked;
  checkToWrite([{ argument: 'FILE', path: out }]);
  const { train, val, test } = writeKeptSplit(name, resolve(out));
  const { title, lines, sha256 } = KEPT_SPLITS[name];
  console.log(sayWritten(out));
  console.log(`${title}: ${counted(train, 'row')} train, ${val.toLocaleString('en')} validate, ${test.toLocaleString('en')} test.`);
  console.log(`They count the lines of ${lines} from 0. The SHA-256 of the text is ${sha256}.`);
}

try {
  main();
} catch (error) {
  console.error(forTerminal(errorText(error)));
  process.exit(1);
}

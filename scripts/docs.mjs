import { join } from 'node:path';
import { ensureInstalled, run } from './ensure.mjs';

/** `npm run docs`: installs what is missing, then makes the documentation's tables from the code. */
ensureInstalled();
run(process.execPath, ['--import', 'tsx', join('src', 'docs', 'docs.ts')]);

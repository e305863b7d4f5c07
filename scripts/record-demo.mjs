import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './ensure.mjs';

/** `npm run record-demo`: installs and builds what is missing, records the stored run, and takes the README's picture of it. */
ensureInstalled();
ensureBuilt();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'record-demo.ts')]);
ensureBuilt();
run(process.execPath, [join('scripts', 'photograph.mjs')]);

import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './ensure.mjs';

/** `npm run record-demo`: installs and builds what is missing, then records. */
ensureInstalled();
ensureBuilt();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'record-demo.ts')]);

import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './ensure.mjs';

/** `npm run record-demo`: installs and builds what is missing, records the stored runs, and takes the README's pictures. */
ensureInstalled();
ensureBuilt();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'record-demo.ts'), ...process.argv.slice(2)]);
ensureBuilt();
run(process.execPath, [join('scripts', 'photograph.mjs')]);

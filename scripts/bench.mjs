import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './ensure.mjs';

/** `npm run bench`: installs and builds what is missing, then hands over to the command itself. */
ensureInstalled();
ensureBuilt();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'bench.ts'), ...process.argv.slice(2)]);

import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './ensure.mjs';

/** `npm run verify`: installs and builds what is missing, then hands over to the command itself. */
ensureInstalled();
ensureBuilt();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'verify.ts'), ...process.argv.slice(2)]);

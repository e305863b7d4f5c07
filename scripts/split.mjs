import { join } from 'node:path';
import { ensureInstalled, run } from './ensure.mjs';

/** `npm run split`. It needs no page. */
ensureInstalled();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'split.ts'), ...process.argv.slice(2)]);

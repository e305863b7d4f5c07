import { join } from 'node:path';
import { ensureInstalled, run } from './ensure.mjs';

/** `npm run export`. It needs no page, so that nothing is built. */
ensureInstalled();
run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'export.ts'), ...process.argv.slice(2)]);

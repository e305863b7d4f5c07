import { join } from 'node:path';
import { ensureBuilt, handOver, run } from './ensure.mjs';

/** `npm run record-demo`: installs and builds what is missing, records the stored runs, and takes the README's pictures. */
handOver('record-demo');
ensureBuilt();
run(process.execPath, [join('scripts', 'photograph.mjs')]);

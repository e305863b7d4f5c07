import { ensureInstalled, handOver, run } from './ensure.mjs';

/** `npm run export`. Only figures need the page, so that nothing is built for all else. */
if (process.argv.includes('figures')) handOver('export');
else {
  ensureInstalled();
  run(process.execPath, ['--import', 'tsx', 'src/cli/export.ts', ...process.argv.slice(2)]);
}

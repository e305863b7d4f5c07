import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run } from './ensure.mjs';

/** `npm run experiment`: installs and builds what is missing, then hands over to the command itself. */
ensureInstalled();
ensureBuilt();
const { findOrInstallChromium } = await import('./chromium.mjs');
try {
  const chromium = await findOrInstallChromium();
  run(process.execPath, ['--import', 'tsx', join('src', 'cli', 'experiment.ts'), ...process.argv.slice(2)], { CHROMIUM_PATH: chromium });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

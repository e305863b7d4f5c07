import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../protocol/run';
import { inHeadlessPage } from './headless';
import { ProgressShow } from './progress';

/**
 * `npm run record-demo`: trains the default demo with the default settings and stores what the page shows of it before
 * any engine has loaded. To be run anew whenever the demo, the defaults or the model change.
 */
const show = new ProgressShow(process.stdout, true);
await inHeadlessPage(async (page) => {
  await page.exposeFunction('onRunEvent', (event: RunEvent) => show.event(event));
  const text = await page.evaluate((recorded) => window.headless.record(recorded), new Date().toISOString().slice(0, 10));
  const path = join(import.meta.dirname, '..', '..', 'public', 'demo-run.json');
  writeFileSync(path, text);
  show.line(`${path}: ${(text.length / 1024).toFixed(0)} KB`);
});

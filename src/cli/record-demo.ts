import { join } from 'node:path';
import { errorText } from '../lib/error-text';
import type { RunEvent } from '../protocol/run';
import { inHeadlessPage } from './headless';
import { ProgressShow } from './progress';
import { parseRecordArguments, type RecordArguments } from './record-arguments';
import { newestSource, StoredFiles } from './stored-files';

/**
 * `npm run record-demo -- [--only NAME,…] [--anew]`: trains each demo with the backbones that its text speaks of, with the default
 * settings, and stores what the page shows before anything is trained. To be run anew whenever a demo, the defaults or the model change.
 * Each file is written as soon as its run is there. What is up to date is skipped, so you can stop it and go on later.
 */
const root = join(import.meta.dirname, '..', '..');
const files = new StoredFiles(join(root, 'public'));
const show = new ProgressShow(process.stdout, true);

async function main({ only, anew }: RecordArguments): Promise<void> {
  const since = newestSource(join(root, 'src'));
  const due = only.flatMap((run) => {
    const fault = anew ? 'it is to be recorded anew' : files.faultOf(run, since);
    return fault === undefined ? [] : [{ run, fault }];
  });
  show.line(`${only.length - due.length} of ${only.length} stored runs are up to date.`);
  if (due.length === 0) return;
  await inHeadlessPage(async (page) => {
    await page.exposeFunction('onRunEvent', (event: RunEvent) => show.event(event));
    for (const { run, fault } of due) {
      show.line(`\n${run.name}: ${fault}.`);
      const today = new Date().toISOString().slice(0, 10);
      const { text, share, weight } = await page.evaluate(([what, day]) => window.headless.record(what, day), [run, today] as const);
      files.write(run, text);
      show.line(`${run.name}: ${(weight / 1024).toFixed(0)} KB gzipped, ${share.moments} moments at most, ${share.rows} probe rows at most`);
    }
  });
}

try {
  await main(parseRecordArguments(process.argv.slice(2)));
} catch (error) {
  console.error(errorText(error));
  process.exit(1);
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeRunConfig } from '../config/complete';
import { DEMOS } from '../config/demos';
import { fromLink } from '../config/link';
import { errorText } from '../lib/error-text';
import { decodeRun } from '../runs/decode';
import type { Card } from '../runs/gallery/card';
import { CARDS } from '../runs/gallery/cards';
import { isTrained } from '../runs/record';
import { settingsMark } from '../runs/snapshot/mark';
import { RUN_SHARES, snapshotOfRun } from '../runs/snapshot/of-run';
import { packed } from '../runs/snapshot/text';
import { storedOf } from '../runs/stored';
import { inHeadlessPage } from './headless';

/**
 * `npm run record-gallery -- [NAME …]`: trains the run of each card that the page has no stored run for, and keeps its result as a link
 * carries one, so that whoever opens the card sees it at once. Named cards alone are trained. To be run anew whenever a card's link, a demo,
 * the defaults or the model change; what was recorded of a card is kept until then.
 */
const RESULTS = join(import.meta.dirname, '..', 'runs', 'gallery', 'results.json');
/** Curves of so many points at most: the results of all cards come with the gallery. */
const SHARE = RUN_SHARES[1];

/** Where the card's run is that of a demo, and none is stored. */
function dueDemo({ link }: Card): string | undefined {
  const { input } = fromLink(link);
  const source = input.data?.source;
  const demo = DEMOS.find(({ name }) => source && 'demo' in source && source.demo === name);
  return demo && !storedOf(completeRunConfig(input, demo.roles)) ? demo.name : undefined;
}

async function main(names: readonly string[]): Promise<void> {
  const known: Record<string, string> = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  const due = CARDS.filter((card) => dueDemo(card) !== undefined);
  const results = new Map(due.flatMap(({ name }) => (known[name] === undefined ? [] : [[name, known[name]] as const])));
  await inHeadlessPage(async (page) => {
    for (const card of due) {
      if (names.length > 0 ? !names.includes(card.name) : results.has(card.name)) continue;
      await page.evaluate((demo) => window.headless.open({ demo }), dueDemo(card) as string);
      const run = decodeRun(await page.evaluate((input) => window.headless.train(input), { ...fromLink(card.link).input, engine: 'wasm' } as const));
      if (!isTrained(run)) throw new Error(`${card.name} was not trained to its end.`);
      const text = packed(snapshotOfRun(run, settingsMark(card.link), new Date().toISOString().slice(0, 10), false, SHARE));
      console.log(`${card.name}: ${text.length} characters`);
      results.set(card.name, text);
      write(results);
    }
  });
  write(results);
}

function write(results: ReadonlyMap<string, string>): void {
  const lines = CARDS.flatMap(({ name }) => (results.has(name) ? [`  ${JSON.stringify(name)}: ${JSON.stringify(results.get(name))}`] : []));
  writeFileSync(RESULTS, `{\n${lines.join(',\n')}\n}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(errorText(error));
  process.exit(1);
}

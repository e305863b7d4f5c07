import { type Random, randomStream } from '../../../lib/random';
import type { EngineName } from '../../../protocol/engine';
import { DrivenPage, sleep } from './driven-page';
import { lastKept } from './last-kept';
import { inMortalBrowser, type MortalBrowser, workerOf } from './mortal-browser';
import { cutOffUntil, type KillsShown } from './same-end';

/** How a run is cut off. The worker ends without a word, or by an error of its own. */
export const KILLS = ['worker', 'worker’s error', 'GPU process', 'renderer', 'tab', 'reload'] as const;
type Kill = (typeof KILLS)[number];

/** Two small models, seconds of training. */
export const SMALL = 'demo=conflict&rows=2000&layers=16,8&bottom=16&hyper=16&k=6&batch=64';
/** Epochs of a run, and the longest time from one kill to the next, in seconds. */
const PACE: Record<EngineName, { epochs: number; within: number }> = {
  webgpu: { epochs: 6, within: 8 },
  wasm: { epochs: 50, within: 4 },
  cpu: { epochs: 10, within: 5 },
};
/** A worker that ends without a word is missed after ten. */
const NOTICED_MS = 40_000;

/**
 * Cuts runs off at random moments, until there were as many kills as wanted.
 *
 * @throws Error where a run does not go on, or does not come to the very same end on the same engine
 */
export function randomKills(engine: EngineName, seed: number, wanted: number, log: (line: string) => void): Promise<KillsShown> {
  return inMortalBrowser({ forgiving: true }, async (browser) => {
    const { epochs, within } = PACE[engine];
    const page = new DrivenPage(browser);
    await page.open(`${SMALL}&epochs=${epochs}&patience=${epochs}&engine=${engine}&seed=${seed}`);
    const random = randomStream(seed, `kills/${engine}`);
    const shown = { kills: {}, runs: 0, lostSeconds: 0 };
    shown.runs = await cutOffUntil(page, wanted, (most) => cutOff(browser, page, random, most, within, shown, log), log);
    return shown;
  });
}

/** One run from its beginning to its end. @returns the epoch of the newest checkpoint at each kill */
async function cutOff(
  browser: MortalBrowser,
  page: DrivenPage,
  random: Random,
  most: number,
  within: number,
  shown: { kills: Record<string, number>; lostSeconds: number },
  log: (line: string) => void,
): Promise<number[]> {
  const from: number[] = [];
  // Before its first step there is nothing to go on from, and nothing to lose.
  await page.until('training', ({ phase }) => phase === 'Training');
  for (;;) {
    const [ms, kill] = [random.uniform() * within * 1000, KILLS[random.below(KILLS.length)] as Kill];
    const trainsSince = await waits(page, from.length < most ? ms : Number.POSITIVE_INFINITY);
    const { phase, epoch } = await page.says();
    if (phase === 'Done') return from;
    const struck = Date.now();
    if (!(await strike(browser, page, kill))) continue;
    const kept = lastKept(browser.folder);
    const lost = trainsSince === undefined || kept === undefined ? 0 : Math.max(0, struck - Math.max(kept.at, trainsSince)) / 1000;
    log(`${phase}, epoch ${epoch.toFixed(2)}: ${kill}, ${lost.toFixed(1)} s after the last checkpoint, at ${kept?.epoch.toFixed(2)}`);
    shown.kills[kill] = (shown.kills[kill] ?? 0) + 1;
    shown.lostSeconds = Math.max(shown.lostSeconds, lost);
    if (await goesOn(page, kill, random)) from.push(kept?.epoch ?? 0);
    else return from;
  }
}

/** Waits for a moment, or for the end of the run. @returns since when it trains, if it does */
async function waits(page: DrivenPage, ms: number): Promise<number | undefined> {
  const until = Date.now() + ms;
  let since: number | undefined;
  while (Date.now() < until) {
    const { phase } = await page.says();
    if (phase === 'Failed') await page.until('another phase', () => false, 0);
    since = phase === 'Training' ? (since ?? Date.now()) : undefined;
    if (phase === 'Done') break;
    await sleep(Math.min(100, Math.max(0, until - Date.now())));
  }
  return since;
}

/** @returns whether there was anything to end */
async function strike(browser: MortalBrowser, page: DrivenPage, kill: Kill): Promise<boolean> {
  switch (kill) {
    case 'worker':
    case 'worker’s error': {
      const worker = workerOf(page.present);
      if (!worker) return false;
      await worker
        .evaluate((silent) => {
          if (silent) self.close();
          else
            setTimeout(() => {
              throw new Error('out of memory');
            });
        }, kill === 'worker')
        // It may have ended before it could answer.
        .catch(() => {});
      return true;
    }
    case 'GPU process':
      return (await browser.kill('GPU')) > 0;
    case 'renderer': {
      const crashed = page.present.waitForEvent('crash');
      await browser.kill('renderer');
      await crashed;
      return true;
    }
    case 'tab':
      await page.present.close();
      return true;
    case 'reload':
      await page.reload();
      return true;
  }
}

/** A run goes on by itself where the page has stayed; where it has not, the person presses a button. @returns false where it had ended */
export async function goesOn(page: DrivenPage, kill: Kill, random: Random): Promise<boolean> {
  if (kill === 'GPU process') return true;
  if (kill === 'worker' || kill === 'worker’s error') {
    const { phase } = await page.until('another worker', ({ phase }) => phase !== 'Training' && phase !== 'Testing', NOTICED_MS);
    return phase !== 'Done';
  }
  if (kill !== 'reload') await page.openAgain(random.uniform() < 0.5);
  const { phase } = await page.until('"Go on"', (said) => said.canGoOn || said.phase === 'Done');
  if (phase === 'Done') return false;
  await page.press('Go on');
  return true;
}

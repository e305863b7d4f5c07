import { randomStream } from '../../../lib/random';
import { DrivenPage, sleep } from './driven-page';
import { lastKept } from './last-kept';
import { inMortalBrowser, type MortalBrowser } from './mortal-browser';
import { goesOn, SMALL } from './random-kills';
import { cutOffUntil, type KillsShown } from './same-end';

/** Parts in which the slow file takes each writing, and the time between two. */
const PARTS = 16;
const MS_BETWEEN = 12;
/** Of a checkpoint: its content and its head, and the disk. */
const MOST_MS = 2 * PARTS * MS_BETWEEN + 50;
/** Of the content of a checkpoint without a model. */
const NO_MODEL_BYTES = 20_000;

/**
 * One state of each run goes to a slow file, part by part, and the page is told when it begins: the second with a model, so that there is
 * one to go on from; of a run that goes on, the first.
 */
const SLOWLY = `{
  const { write } = FileSystemSyncAccessHandle.prototype;
  const told = new BroadcastChannel('writing');
  let [isNew, states, slow] = [false, 0, false];
  FileSystemSyncAccessHandle.prototype.write = function (bytes, { at }) {
    if (at > 0) {
      const begins = bytes.length < ${NO_MODEL_BYTES};
      isNew ||= begins;
      states = begins ? 0 : states + 1;
      slow = states === (isNew ? 2 : 1);
      if (slow) told.postMessage('begins');
    }
    if (!slow) return write.call(this, bytes, { at });
    slow = at > 0;
    const part = Math.ceil(bytes.length / ${PARTS});
    for (let from = 0; from < bytes.length; from += part) {
      write.call(this, bytes.subarray(from, from + part), { at: at + from });
      for (const until = performance.now() + ${MS_BETWEEN}; performance.now() < until; );
    }
    return bytes.length;
  };
}`;

/**
 * Kills the renderer while its worker writes a checkpoint: at any byte of it.
 *
 * @throws Error where a run does not go on from the newest whole checkpoint, or does not come to the very same end
 */
export function killsWhileWriting(seed: number, wanted: number, log: (line: string) => void): Promise<KillsShown> {
  return inMortalBrowser({ forgiving: true, inWorker: SLOWLY }, async (browser) => {
    let begins = () => {};
    await browser.context.exposeBinding('writingBegins', () => begins());
    await browser.context.addInitScript(() => {
      new BroadcastChannel('writing').onmessage = () => void (window as unknown as { writingBegins(): void }).writingBegins();
    });
    const writing = () => new Promise<'writes'>((resolve) => (begins = () => resolve('writes')));
    const page = new DrivenPage(browser);
    await page.open(`${SMALL}&epochs=150&patience=150&engine=wasm&seed=${seed}`);
    const random = randomStream(seed, 'kills/writing');
    const shown: KillsShown = { kills: {}, runs: 0 };
    shown.runs = await cutOffUntil(
      page,
      wanted,
      async (most) => {
        const from: number[] = [];
        for (;;) {
          const ended = page.until('its end', ({ phase }) => phase === 'Done');
          ended.catch(() => {});
          if (from.length === most || (await Promise.race([ended, writing()])) !== 'writes') {
            await ended;
            return from;
          }
          await sleep(random.uniform() * MOST_MS);
          await killRenderer(browser, page);
          const kept = lastKept(browser.folder);
          log(`renderer, newest whole checkpoint at ${kept?.epoch.toFixed(2)}`);
          shown.kills.renderer = (shown.kills.renderer ?? 0) + 1;
          if (!(await goesOn(page, 'renderer', random))) return from;
          from.push(kept?.epoch ?? 0);
        }
      },
      log,
    );
    return shown;
  });
}

async function killRenderer(browser: MortalBrowser, page: DrivenPage): Promise<void> {
  const crashed = page.present.waitForEvent('crash');
  await browser.kill('renderer');
  await crashed;
}

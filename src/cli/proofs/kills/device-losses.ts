import { type Random, randomStream } from '../../../lib/random';
import { DrivenPage, sleep } from './driven-page';
import { inMortalBrowser, type MortalBrowser, workerOf } from './mortal-browser';
import { SMALL } from './random-kills';
import { type KillsShown, refuseOtherEnd, undisturbed } from './same-end';

/** How a device is lost: with the process that it is in, or by a call. */
export const WAYS = ['GPU process', 'destroy'] as const;
export type Way = (typeof WAYS)[number];

/** When, within one run on WebGPU, in their order. */
const MOMENTS = ['compiling', 'training', 'paused', 'asked', 'testing'] as const;
type Moment = (typeof MOMENTS)[number];

/** The worker remembers its devices. */
const REMEMBER = `if (globalThis.GPUAdapter) {
  const { requestDevice } = GPUAdapter.prototype;
  globalThis.devices = [];
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    return device;
  };
}`;

/** Enough test rows for a hand to come in between. */
const RUN = `${SMALL.replace('rows=2000', 'rows=6000').replace('batch=64', 'batch=256')}&epochs=6&patience=6`;
/** The longest time into a moment, in milliseconds. */
const WITHIN: Record<Moment | 'measuring', number> = { compiling: 1500, training: 2000, paused: 500, asked: 150, testing: 0, measuring: 2500 };

/**
 * Loses the device once at each moment of a run on WebGPU.
 *
 * @param ways taken in turns
 * @throws Error where the run does not go on, or does not come to the very same end
 */
export function deviceLosses(ways: readonly Way[], seed: number, log: (line: string) => void): Promise<KillsShown> {
  return inMortalBrowser({ forgiving: true, inWorker: REMEMBER }, async (browser) => {
    const page = new DrivenPage(browser);
    await page.open(`${RUN}&engine=webgpu&seed=${seed}`);
    const whole = await undisturbed(page);
    log(`undisturbed: ${whole.weights.model?.slice(0, 12)} on ${whole.engine}`);
    await page.reload();
    const random = randomStream(seed, 'losses');
    const shown: KillsShown = { kills: {}, runs: 1 };
    await page.until('its data', ({ canTrain }) => canTrain);
    for (const [i, moment] of MOMENTS.entries()) {
      const way = ways[i % ways.length] as Way;
      await comeTo(page, moment);
      await sleep(random.uniform() * WITHIN[moment]);
      const { phase, epoch } = await page.says();
      await lose(browser, page, way);
      log(`${moment} (${phase}, epoch ${epoch.toFixed(2)}): ${way}`);
      await goOn(page, moment);
      shown.kills[way] = (shown.kills[way] ?? 0) + 1;
    }
    await page.until('its end', ({ phase }) => phase === 'Done');
    const end = await page.keptEnd();
    refuseOtherEnd(end, whole);
    if (end.takenUp.length !== MOMENTS.length) throw new Error(`The run went on ${end.takenUp.length} times, and not ${MOMENTS.length}.`);
    log('the same end');
    return shown;
  });
}

/** Waits for the moment, or brings it about. */
async function comeTo(page: DrivenPage, moment: Moment): Promise<void> {
  switch (moment) {
    case 'compiling':
      await page.press('Train');
      await page.until('training', ({ phase }) => phase === 'Training');
      return;
    case 'training':
      await page.until('training', ({ phase, epoch }) => phase === 'Training' && epoch % 1 > 0);
      return;
    case 'paused':
    case 'asked':
      await page.until('training', ({ phase, epoch }) => phase === 'Training' && epoch % 1 > 0);
      await page.press('Pause');
      await page.until('the pause', ({ phase }) => phase === 'Paused');
      if (moment === 'asked') await page.present.getByRole('tab', { name: 'Quality', exact: true }).click();
      return;
    case 'testing':
      await page.present.waitForFunction(() => document.querySelector('header [role=status]')?.textContent === 'Testing', undefined, {
        polling: 5,
        timeout: 300_000,
      });
  }
}

/** A run that was paused is paused again, and its model can be asked. */
async function goOn(page: DrivenPage, moment: Moment): Promise<void> {
  if (moment !== 'paused' && moment !== 'asked') return;
  await page.until('another device', ({ phase }) => phase !== 'Paused');
  await page.until('the pause', ({ phase }) => phase === 'Paused');
  if (moment === 'asked') {
    await page.present.getByRole('tab', { name: 'Rank', exact: true }).click();
    await page.present.getByRole('tab', { name: 'Quality', exact: true }).click();
    await page.present.getByText(/ECE of all rows/).waitFor({ timeout: 60_000 });
  }
  await page.press('Resume');
}

/** Loses devices while the engines are measured on arriving; the run afterwards comes to the end that it would have had. */
export function lossesWhileMeasuring(wanted: number, seed: number, log: (line: string) => void): Promise<KillsShown> {
  return inMortalBrowser({ forgiving: true, inWorker: REMEMBER }, async (browser) => {
    const page = new DrivenPage(browser);
    await page.open(`${SMALL}&epochs=8&patience=8&engine=auto&seed=${seed}`);
    const whole = await undisturbed(page);
    log(`undisturbed: ${whole.weights.model?.slice(0, 12)} on ${whole.engine}`);
    const random = randomStream(seed, 'losses/measuring');
    const shown: KillsShown = { kills: {}, runs: wanted };
    for (let i = 0; i < wanted; i++) {
      const way = WAYS[i % WAYS.length] as Way;
      await page.present.evaluate(() => localStorage.removeItem('hamur.engines'));
      await page.reload();
      await aDevice(page, random);
      await lose(browser, page, way);
      log(`measuring: ${way}`);
      shown.kills[way] = (shown.kills[way] ?? 0) + 1;
      refuseOtherEnd(await undisturbed(page), whole);
      log('the same end');
    }
    return shown;
  });
}

/** Waits until the worker has a device, and a moment more. */
async function aDevice(page: DrivenPage, random: Random): Promise<void> {
  for (;;) {
    const has = await workerOf(page.present)
      ?.evaluate(() => ((globalThis as { devices?: unknown[] }).devices?.length ?? 0) > 0)
      .catch(() => false);
    if (has) break;
    await sleep(50);
  }
  await sleep(random.uniform() * WITHIN.measuring);
}

async function lose(browser: MortalBrowser, page: DrivenPage, way: Way): Promise<void> {
  if (way === 'GPU process') await browser.kill('GPU');
  else await workerOf(page.present)?.evaluate(() => (globalThis as unknown as { devices: GPUDevice[] }).devices.at(-1)?.destroy());
}

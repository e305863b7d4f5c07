import type { KeptEnd } from '../../../headless/calls';
import type { DrivenPage } from './driven-page';

/** What a few kills have shown. */
export interface KillsShown {
  /** By kind. */
  kills: Record<string, number>;
  runs: number;
  /** The longest time of training that was to be done again, by the clock; left out where it is not measured. */
  lostSeconds?: number;
}

/** Trains what is on the page, to its end. */
export async function undisturbed(page: DrivenPage): Promise<KeptEnd> {
  await page.press('Train');
  await page.until('its end', ({ phase }) => phase === 'Done');
  return page.keptEnd();
}

/**
 * Trains the same run again and again, until it was cut off as often as wanted.
 *
 * @param cutOff sees one to its end, and cuts it off at most so often @returns the epoch of the newest checkpoint at each time
 * @throws Error where a run does not go on from there, or does not come to the very same end on the same engine
 */
export async function cutOffUntil(page: DrivenPage, wanted: number, cutOff: (most: number) => Promise<number[]>, log: (line: string) => void): Promise<number> {
  const whole = await undisturbed(page);
  log(`undisturbed: ${whole.weights.model?.slice(0, 12)} on ${whole.engine}`);
  let runs = 0;
  for (let done = 0; done < wanted; runs++) {
    await page.press('Train');
    const from = await cutOff(wanted - done);
    done += from.length;
    const end = await page.keptEnd();
    refuseOtherEnd(end, whole);
    if (!isPartOf(end.takenUp, from)) throw new Error(`It went on from epochs ${end.takenUp.join()}, and not from what was kept last: ${from.join()}.`);
    log(`the same end after going on ${end.takenUp.length} times`);
  }
  return runs;
}

/** @throws Error where the two are not the same to the last bit */
export function refuseOtherEnd(end: KeptEnd, whole: KeptEnd): void {
  if (end.id === whole.id) throw new Error('The run that was cut off is not kept.');
  if (end.engine !== whole.engine || end.moved) throw new Error(`It went on on ${end.engine}.`);
  for (const variant of ['model', 'baseline'] as const)
    if (end.weights[variant] !== whole.weights[variant]) throw new Error(`The weights of the ${variant} differ after going on ${end.takenUp.length} times.`);
  if (end.comesTo !== whole.comesTo) throw new Error(`The results differ:\n${end.comesTo}\n${whole.comesTo}`);
}

/** Whether the parts stand in the whole, in their order. A run that is cut off twice before anything is kept of it knows of the second time only. */
function isPartOf(parts: readonly number[], whole: readonly number[]): boolean {
  let at = 0;
  return parts.every((part) => {
    at = whole.indexOf(part, at) + 1;
    return at > 0;
  });
}

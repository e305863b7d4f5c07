import type { TrainConfig } from '../config/run-config';

export type ScheduleSettings = Pick<TrainConfig, 'schedule' | 'warmUp' | 'stepEvery' | 'stepFactor' | 'epochs'>;

/**
 * What the learning rate is multiplied by in a step: it rises in a line over the first `warmUp` epochs; then it is
 * `constant`, is multiplied by `stepFactor` every `stepEvery` epochs (`step`), or falls to 0 at the end of the last
 * epoch as half a cosine (`cosine`, Loshchilov & Hutter, SGDR, ICLR 2017, without restarts).
 *
 * @param step from 1, over the whole run
 */
export function rateFactor({ schedule, warmUp, stepEvery, stepFactor, epochs }: ScheduleSettings, step: number, stepsPerEpoch: number): number {
  const after = step / stepsPerEpoch;
  if (after < warmUp) return after / warmUp;
  const before = (step - 1) / stepsPerEpoch;
  if (schedule === 'step') return stepFactor ** Math.floor(before / stepEvery);
  if (schedule === 'cosine') return (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, before - warmUp) / Math.max(epochs - warmUp, 1e-9)))) / 2;
  return 1;
}

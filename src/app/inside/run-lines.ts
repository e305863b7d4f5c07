import type { Look } from '../../protocol/insight';

/** The looks of a run in the order of training: the one at the weights that were kept stands where its epoch's does. */
export function alongTraining<L extends Look>(looks: readonly L[]): L[] {
  const kept = looks.find(({ final }) => final);
  return looks.filter((look) => look === kept || look.epoch !== kept?.epoch).sort((a, b) => a.epoch - b.epoch);
}

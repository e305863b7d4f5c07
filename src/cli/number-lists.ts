import { UserError } from '../lib/user-error';

/** `11-20,25` as numbers. @throws UserError for anything else */
export function seedsIn(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = part.match(/^(\d+)(?:-(\d+))?$/) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to < from || to - from >= 1000)
      throw new UserError(`"${part}" is neither a seed nor a range of seeds`, '--seeds', 'Write 11-20,25.');
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

/** Runs side by side. @throws UserError for anything else than 1 to 99 */
export function jobsIn(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new UserError(`"${text}" is no number of runs`, '--jobs', 'Give a whole number from 1 to 99.');
  return Number(text);
}

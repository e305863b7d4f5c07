import type { LeftOut } from '../../runs/snapshot/form';

const TEXTS: Record<LeftOut, string> = {
  'curves by domain': 'the curves of the single domains',
  curves: 'the curves',
  'adapters by domain': 'what the adapters do by domain',
  'errors of the test rows': 'the errors from the test rows',
  digits: 'digits after the sixth, so that “the same bit for bit” cannot be said',
};

/** What a link was too short for. */
export const leftOutText = (parts: readonly LeftOut[]): string => parts.map((part) => TEXTS[part]).join('; ');

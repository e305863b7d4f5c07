import type { WhatIf } from '../../../protocol/insight';

/** What is different in the row: its own domain, said once more, changes nothing. */
export function changedTruly(named: readonly string[], { before, after }: WhatIf): string[] {
  return named.filter((each) => each !== 'domain' || after.domain !== before.domain);
}

import { useMemo } from 'react';
import type { LeakAlarm } from '../../protocol/columns';
import { heldAlarms } from './leaks';
import { useParts } from './use-app';

/** The alarms on the open table that hold now. */
export function useAlarms(): LeakAlarm[] {
  const { table, leaks, roles, config } = useParts('table', 'leaks', 'roles', 'config');
  return useMemo(() => heldAlarms({ table, leaks, roles, config }), [table, leaks, roles, config]);
}

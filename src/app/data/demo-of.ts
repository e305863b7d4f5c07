import { DEFAULT_SOURCE } from '../../config/complete';
import { DEMOS, type DemoInfo } from '../../config/demos';
import type { RunConfigInput } from '../../config/run-config';
import type { OpenTable } from '../../protocol/data';

/** The demo set that is open, or about to be; undefined where it is a file. */
export function demoOf({ data }: RunConfigInput, table: OpenTable | undefined): DemoInfo | undefined {
  if (table?.source === 'file') return undefined;
  const source = data?.source ?? DEFAULT_SOURCE;
  return DEMOS.find(({ name }) => 'demo' in source && name === source.demo);
}

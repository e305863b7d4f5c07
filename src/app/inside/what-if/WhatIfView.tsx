import { domainNames } from '../../../runs/record';
import { useParts } from '../../store/use-app';
import { atRest } from '../at-rest';
import type { Shown } from '../use-shown';
import { Row } from './Row';
import { Search } from './Search';

/** One row through the trained model: as it is, and with a field or its domain changed. */
export function WhatIfView({ run, adapter }: Pick<Shown, 'run' | 'adapter'>) {
  const { row, pickRow } = useParts('row', 'pickRow');
  const rest = atRest(run);
  if (!('key' in rest)) return <p className="soft">{rest.reason}</p>;
  return (
    <div className="stack">
      <Search key={rest.key} domains={domainNames(run)} columns={run.probes?.columns.map(({ name }) => name) ?? []} onPick={pickRow} />
      {row !== undefined && <Row key={`${rest.key} ${row}`} row={row} at={rest.key} run={run} adapter={adapter} />}
    </div>
  );
}

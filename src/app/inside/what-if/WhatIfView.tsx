import { useMemo } from 'react';
import { domainNames } from '../../../runs/record';
import { useParts } from '../../store/use-app';
import { NoModel } from '../NoModel';
import { useRest } from '../use-rest';
import type { Shown } from '../use-shown';
import { exampleRow } from './example-row';
import { Row } from './Row';
import { Search } from './Search';
import { searchColumns } from './search-columns';

/** One row through the trained model: as it is, and with a field or its domain changed. */
export function WhatIfView({ run, look, adapter }: Pick<Shown, 'run' | 'look' | 'adapter'>) {
  const { row: picked, walkRow, pickRow } = useParts('row', 'walkRow', 'pickRow');
  const columns = useMemo(() => searchColumns(run), [run]);
  const rest = useRest(run);
  if (!('key' in rest)) return <NoModel run={run} reason={rest.reason} />;
  const row = picked ?? exampleRow(run, look, walkRow);
  const search = <Search key={rest.key} domains={domainNames(run)} columns={columns} onPick={pickRow} />;
  return row === undefined ? (
    search
  ) : (
    <Row key={rest.key} row={row} at={rest.key} run={run} adapter={adapter}>
      {search}
    </Row>
  );
}

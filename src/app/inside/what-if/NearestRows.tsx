import { short } from '../../../lib/numbers';
import type { ProbeRows, WhatIf } from '../../../protocol/insight';
import { DomainName } from '../../parts/DomainName';
import { Table } from '../../parts/Table';

/** The probe rows whose H is most like that of the changed row. */
export function NearestRows({ nearest, row, probes, domains }: { nearest: WhatIf['nearest']; row: number; probes: ProbeRows; domains: readonly string[] }) {
  return (
    <section aria-label="Nearest rows in H">
      <h4>Nearest rows in H</h4>
      <Table
        caption="Nearest rows, all columns"
        shape="short"
        columns={['Row', 'Distance', 'Domain', ...probes.columns.map(({ name }) => name)]}
        // Itself, where it is one of the probe rows, is no news.
        rows={nearest
          .filter(({ probe }) => probes.rows[probe] !== row)
          .map(({ probe, distance }) => ({
            key: probe,
            cells: [
              (probes.rows[probe] as number) + 1,
              short(distance),
              <DomainName key="domain" domain={probes.domains[probe] as number} names={domains} />,
              ...probes.columns.map(({ codes, values }) => values[codes[probe] as number]),
            ],
          }))}
      />
    </section>
  );
}

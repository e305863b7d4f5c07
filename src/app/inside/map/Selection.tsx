import { counted } from '../../../lib/counted';
import { short } from '../../../lib/numbers';
import { rowName } from '../../../lib/row-name';
import { rocComponents } from '../../../measures/classification/roc';
import type { ProbeRows } from '../../../protocol/insight';
import { Table } from '../../parts/Table';
import { useParts } from '../../store/use-app';

/** Selected rows that are listed. */
const MOST_ROWS = 100;

/** Who is selected, and how they are predicted; their mean weights stand in the Weights view. */
export function Selection({
  selected,
  probes,
  domains,
  predictions,
}: {
  selected: ReadonlySet<number>;
  probes: ProbeRows;
  domains: readonly string[];
  predictions: Float32Array | undefined;
}) {
  const { bring, pickRow } = useParts('bring', 'pickRow');
  const rows = [...selected].sort((a, b) => a - b);
  const positives = rows.reduce((sum, i) => sum + (probes.labels[i] as number), 0);
  const area =
    predictions &&
    (rocComponents(
      rows.map((i) => predictions[i] as number),
      rows.map((i) => probes.labels[i] as number),
    )?.auc ??
      null);
  const perDomain = domains.flatMap((name, d) => {
    const count = rows.filter((i) => probes.domains[i] === d).length;
    return count > 0 ? [`${count.toLocaleString('en')} of ${name}`] : [];
  });
  return (
    <section className="stack" aria-label="Selected rows">
      <p>
        {counted(rows.length, 'row')} selected: {perDomain.join(', ')}; {positives.toLocaleString('en')} positive
        {predictions && `, mean prediction ${short(rows.reduce((sum, i) => sum + (predictions[i] as number), 0) / rows.length)}`}
        {area !== undefined && (area === null ? '; all of one class, so there is no AUC' : `; AUC ${area.toFixed(3)} over ${counted(rows.length, 'row')}`)}.{' '}
        <button type="button" className="link" onClick={() => bring('weights')}>
          See their mean weights
        </button>
      </p>
      <Table
        caption="Selected rows, all columns"
        shape="short"
        columns={[
          'Row',
          'Label',
          ...(predictions ? [{ head: 'Prediction', number: true }] : []),
          ...probes.columns.map(({ name }) => name),
          {
            head: (
              <span key="what-if" className="hidden">
                What if
              </span>
            ),
          },
        ]}
        rows={rows.slice(0, MOST_ROWS).map((i) => ({
          key: i,
          cells: [
            ((probes.rows[i] as number) + 1).toLocaleString('en'),
            probes.labels[i],
            ...(predictions ? [(predictions[i] as number).toFixed(3)] : []),
            ...probes.columns.map(({ codes, values }) => values[codes[i] as number]),
            <button
              key="what-if"
              type="button"
              className="link"
              onClick={() => {
                pickRow(probes.rows[i] as number);
                bring('what-if');
              }}
            >
              What if<span className="hidden"> of {rowName(probes.rows[i] as number)}</span>
            </button>,
          ],
        }))}
      />
      {rows.length > MOST_ROWS && <p className="soft">The first {MOST_ROWS} of them.</p>}
    </section>
  );
}

import { useRef } from 'react';
import { counted } from '../../../lib/counted';
import { fixed } from '../../../lib/numbers';
import type { Slice } from '../../../protocol/insight';
import { fewUsersText, noUsers, usersSentence } from '../../../runs/words/per-user';
import { Bars } from '../../figure/bars/Bars';
import { Figure } from '../../figure/Figure';
import { NoValue, Table } from '../../parts/Table';

/** Where the model is good, and where it is not. */
export function SliceFigure({ slices, title }: { slices: Slice[]; title: string }) {
  const svg = useRef<SVGSVGElement>(null);
  // Of a few rows an AUC may be anything.
  const known = slices.filter(({ auc }) => auc && auc.low !== null).sort((a, b) => (a.auc?.auc ?? 0) - (b.auc?.auc ?? 0));
  const [worst, best] = [known[0], known.at(-1)];
  const ofUsers = slices.some(({ perUser }) => perUser);
  return (
    <Figure
      title={`AUC by ${title}`}
      formula="Where is the model good, and where is it not? The AUC of each part of the test rows, with its 95 % interval (DeLong)."
      about={
        <>
          <p>
            A part that holds only one class has no AUC. A part with fewer than ten rows of a class has no interval. If two intervals overlap, the difference
            may be chance. The AUC of a part asks only whether its own rows are in order, and parts differ in how hard that is. Compare two models on one part
            rather than two parts.
          </p>
          {ofUsers && (
            <p>
              AUC per user is the AUC within the rows that each user has in the part, and then the mean over users by their rows. Users whose rows there are of
              one class are left out.
            </p>
          )}
        </>
      }
      summary={
        worst && best && worst !== best ? (
          <>
            Among the parts with enough rows for an interval, the lowest is {worst.name} ({fixed(worst.auc?.auc as number, 3)}, {counted(worst.rows, 'row')}),
            the highest {best.name} ({fixed(best.auc?.auc as number, 3)}, {counted(best.rows, 'row')}).
          </>
        ) : (
          `${slices.length} ${slices.length === 1 ? 'part' : 'parts'}.`
        )
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: [title, 'rows', 'positives', 'AUC', 'low', 'high', 'LogLoss', ...(ofUsers ? ['AUC per user', 'users that count', 'users'] : [])],
          rows: slices.map(({ name, rows, positives, auc, logLoss, perUser }) => [
            name,
            rows,
            positives,
            auc?.auc ?? null,
            auc?.low ?? null,
            auc?.high ?? null,
            logLoss,
            ...(ofUsers ? [perUser?.auc ?? null, perUser?.users ?? null, perUser?.outOf ?? null] : []),
          ]),
        }),
      }}
    >
      <Bars
        name={`AUC by ${title}`}
        xName="AUC"
        reference={0.5}
        format={(value) => fixed(value, 3)}
        rows={slices.map(({ name, rows, positives, auc }) => ({
          label: `${name} (${rows.toLocaleString('en')} rows)`,
          value: auc?.auc ?? null,
          low: auc?.low ?? null,
          high: auc?.high ?? null,
          ...(!auc && { note: `one class only: ${positives.toLocaleString('en')} of ${counted(rows, 'row')} are positive` }),
        }))}
        svgRef={svg}
      />
      <Table
        caption={`Rows, AUC and LogLoss by ${title}`}
        shape="short"
        columns={[title, ...['Rows', 'Positive', 'AUC', ...(ofUsers ? ['AUC per user'] : []), 'LogLoss, nats'].map((head) => ({ head, number: true }))]}
        rows={slices.map(({ name, rows, positives, auc, logLoss, perUser }, i) => ({
          key: i,
          cells: [
            name,
            rows.toLocaleString('en'),
            positives.toLocaleString('en'),
            auc ? fixed(auc.auc, 3) : <NoValue key="auc" reason="one class only" />,
            ...(ofUsers ? [<PerUser key="users" slice={{ rows, ...(perUser && { perUser }) }} />] : []),
            logLoss === null ? <NoValue key="loss" reason="no rows" /> : fixed(logLoss, 3),
          ],
        }))}
      />
    </Figure>
  );
}

function PerUser({ slice }: { slice: Pick<Slice, 'rows' | 'perUser'> }) {
  const auc = slice.perUser?.auc;
  if (typeof auc !== 'number') return <NoValue reason={noUsers(slice)} />;
  const few = fewUsersText(slice);
  return (
    <span title={usersSentence(slice)}>
      {fixed(auc, 3)}
      {few && <span className="soft"> {few}</span>}
    </span>
  );
}

import { type ReactNode, useEffect, useState } from 'react';
import { adapterKindOf } from '../../../config/adapter-kinds';
import { capital } from '../../../lib/capital';
import { rowName } from '../../../lib/row-name';
import type { RowField, WhatIf, WhatIfChange } from '../../../protocol/insight';
import { domainNames } from '../../../runs/record';
import { Asked } from '../Asked';
import { useAnswer } from '../use-answer';
import type { Shown } from '../use-shown';
import { Answer } from './Answer';
import { Effect } from './Effect';
import { FieldInput } from './FieldInput';
import styles from './what-if.module.css';

/** A row that can be changed, and what the model makes of the change: the answer first, the matrices last. @param children stands between them */
export function Row({ row, at, run, adapter, children }: Pick<Shown, 'run' | 'adapter'> & { row: number; at: string; children: ReactNode }) {
  const [made, setMade] = useState<Change>({ row, values: {} });
  // What was changed in one row says nothing of another.
  const change: Change = made.row === row ? made : { row, values: {} };
  const fields = useAnswer(`${at} ${row}`, (inside) => inside.rowFields(row));
  const answer = useAnswer(`${at} ${JSON.stringify(change)}`, async (inside) => ({ row, changed: changedOf(change), value: await inside.whatIf(change) }));
  const answered = useLastOf(answer, row);
  // Weights that all rows have are no effect of this one.
  const effects = adapterKindOf(run.config.model) !== 'low-rank';
  return (
    <div className="stack">
      <section aria-label="Prediction" aria-live="polite" className={styles.answer}>
        {answered ? (
          <Answer {...answered} domains={domainNames(run)} />
        ) : (
          <Asked answer={answer} what="Predicting">
            {() => null}
          </Asked>
        )}
      </section>
      <Asked answer={fields} what="Reading the row">
        {(list) => (
          <section className={styles.edit} aria-label={`${capital(rowName(row))}, to be changed`}>
            {run.config.model.sharing !== 'pooled' && (
              <label className={styles.field}>
                Domain
                <select
                  value={change.domain ?? ''}
                  onChange={({ target }) => {
                    const { domain: _, ...rest } = change;
                    setMade(target.value === '' ? rest : { ...rest, domain: Number(target.value) });
                  }}
                >
                  <option value="">its own</option>
                  {domainNames(run).map((name, d) => (
                    <option key={name} value={d}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {list.map((field) => (
              <FieldInput
                key={`${row} ${field.name}`}
                field={field}
                value={Object.hasOwn(change.values, field.name) ? change.values[field.name] : undefined}
                onChange={(value) => setMade({ ...change, values: withValue(change.values, field, value) })}
              />
            ))}
            <button type="button" disabled={changedOf(change).length === 0} onClick={() => setMade({ row, values: {} })}>
              Undo the changes
            </button>
          </section>
        )}
      </Asked>
      {children}
      {answered && effects && <Effect {...answered} run={run} adapter={adapter} />}
    </div>
  );
}

type Change = WhatIfChange & { values: Record<string, string> };

/** What the model said, of which row, with what changed in it. */
export interface Answered {
  row: number;
  changed: string[];
  value: WhatIf;
}

const changedOf = ({ domain, values }: Change): string[] => [...(domain === undefined ? [] : ['domain']), ...Object.keys(values)];

/** The last answer about this row, until the next is there, so that nothing moves meanwhile; none once a question failed. */
function useLastOf(answer: ReturnType<typeof useAnswer<Answered>>, row: number): Answered | undefined {
  const [last, setLast] = useState<Answered>();
  const now = answer?.state === 'known' ? answer.value : undefined;
  const failed = answer?.state === 'error';
  useEffect(() => {
    if (now || failed) setLast(now);
  }, [now, failed]);
  const shown = now ?? (failed ? undefined : last);
  return shown?.row === row ? shown : undefined;
}

/** What is typed counts once it differs from what the row has. */
function withValue(values: Record<string, string>, { name, value: own }: RowField, value: string): Record<string, string> {
  const { [name]: _, ...rest } = values;
  return value === own || value.trim() === '' ? rest : { ...rest, [name]: value };
}

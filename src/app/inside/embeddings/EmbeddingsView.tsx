import { useState } from 'react';
import { domainNames } from '../../../runs/record';
import { fieldTitle } from '../../parts/field-title';
import { Asked } from '../Asked';
import { atRest } from '../at-rest';
import styles from '../inside.module.css';
import { NoModel } from '../NoModel';
import { useAnswer } from '../use-answer';
import type { Shown } from '../use-shown';
import { EmbeddingsFigure } from './EmbeddingsFigure';

/** A field's embedding table as points in a plane. */
export function EmbeddingsView({ run }: Pick<Shown, 'run'>) {
  const fields = Object.keys(run.data?.vocabulary ?? {});
  const rest = atRest(run);
  const [chosen, setChosen] = useState<string>();
  const names = fields.length > 0 ? fields : run.config.data.sparse.map((field) => (typeof field === 'string' ? field : (field.name ?? field.column)));
  const field = chosen && names.includes(chosen) ? chosen : names[0];
  const key = 'key' in rest ? rest.key : undefined;
  const answer = useAnswer(key && field && `${key} ${field}`, (inside) => inside.embeddings(field as string));
  if ('reason' in rest) return <NoModel run={run} reason={rest.reason} />;
  return (
    <div className="stack">
      <label className="row">
        Field
        <select className={styles.cut} value={field} onChange={(event) => setChosen(event.target.value)}>
          {names.map((name) => (
            <option key={name} value={name}>
              {fieldTitle(name, run.config)}
            </option>
          ))}
        </select>
      </label>
      <Asked answer={answer} what="Reading the table">
        {(table) => <EmbeddingsFigure key={table.field} table={table} title={fieldTitle(table.field, run.config)} domains={domainNames(run)} of={rest.key} />}
      </Asked>
    </div>
  );
}

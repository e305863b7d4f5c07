import { useState } from 'react';
import { DOMAIN_FIELD } from '../../../config/fields';
import { domainNames } from '../../../runs/record';
import { fieldTitle } from '../../parts/field-title';
import { Asked } from '../Asked';
import styles from '../inside.module.css';
import { NoModel } from '../NoModel';
import { useAnswer } from '../use-answer';
import { useRest } from '../use-rest';
import type { Shown } from '../use-shown';
import { EmbeddingsFigure } from './EmbeddingsFigure';

/** A field's embedding table as points in a plane. */
export function EmbeddingsView({ run }: Pick<Shown, 'run'>) {
  const { sharing } = run.config.model;
  // A pooled model has no embedding of the domain.
  const fields = Object.keys(run.data?.vocabulary ?? {}).filter((name) => sharing !== 'pooled' || name !== DOMAIN_FIELD);
  const domains = domainNames(run);
  const [of, setOf] = useState(0);
  const domain = sharing === 'separate' ? Math.min(of, domains.length - 1) : undefined;
  const rest = useRest(run);
  const [chosen, setChosen] = useState<string>();
  const names = fields.length > 0 ? fields : run.config.data.sparse.map((field) => (typeof field === 'string' ? field : (field.name ?? field.column)));
  const field = chosen && names.includes(chosen) ? chosen : names[0];
  const key = 'key' in rest ? rest.key : undefined;
  const answer = useAnswer(key && field && `${key} ${field} ${domain}`, (inside) => inside.embeddings(field as string, domain));
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
      {domain !== undefined && (
        <label className="row">
          Each domain has a model, and a table, of its own; shown is that of
          <select value={domain} onChange={(event) => setOf(Number(event.target.value))}>
            {domains.map((name, d) => (
              <option key={name} value={d}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <Asked answer={answer} what="Reading the table">
        {(table) => (
          <EmbeddingsFigure
            key={`${table.field} ${domain}`}
            table={table}
            title={fieldTitle(table.field, run.config)}
            domains={domain === undefined ? domains : [domains[domain] as string]}
            model={domain}
            of={rest.key}
          />
        )}
      </Asked>
    </div>
  );
}

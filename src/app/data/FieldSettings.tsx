import { fieldColumn, fieldName } from '../../config/complete';
import { type SparseFieldConfig, TAKES } from '../../config/run-config';
import { TAKE_TEXTS } from '../../config/settings/sparse-field';
import { Fold } from '../parts/shown-fields';
import { Table } from '../parts/Table';
import { useParts } from '../store/use-app';
import styles from './data.module.css';

type Stated = Exclude<SparseFieldConfig, string>;

/** What each sparse field makes of its column: cells of several values, the width of its embedding, another field's table. */
export function FieldSettings() {
  const { config, roles, setRoles } = useParts('config', 'roles', 'setRoles');
  if (roles.sparse.length === 0) return null;
  const names = roles.sparse.map(fieldName);
  const change = (i: number, part: { [K in keyof Stated]?: Stated[K] | undefined }) =>
    setRoles((now) => ({ ...now, sparse: now.sparse.map((field, f) => (f === i ? withPart(field, part) : field)) }));
  return (
    <Fold summary="Sparse fields: cells of several values, widths, shared tables, rare values">
      <Table
        caption="Sparse fields"
        shape="tall"
        columns={['Field', 'Separator', 'Values taken', 'Width e', 'Table of', 'Least rows', 'Hash buckets']}
        rows={roles.sparse.map((field, i) => {
          const stated = asStated(field);
          const name = fieldName(field);
          return {
            key: name,
            cells: [
              name,
              <input
                key="separator"
                aria-label={`Separator in ${name}`}
                className={styles.narrow}
                placeholder="none"
                value={stated.separator ?? ''}
                onChange={({ target: { value } }) =>
                  change(i, { separator: value === '' ? undefined : value, take: value === '' ? undefined : (stated.take ?? 'mean') })
                }
              />,
              <select
                key="take"
                aria-label={`Values taken from a cell of ${name}`}
                disabled={!stated.separator}
                title={stated.separator ? undefined : 'First name the text between the values.'}
                value={stated.take ?? ''}
                onChange={({ target: { value } }) => change(i, { take: value as Stated['take'] })}
              >
                {!stated.separator && <option value="">the whole cell</option>}
                {TAKES.map((take) => (
                  <option key={take} value={take}>
                    {TAKE_TEXTS[take]}
                  </option>
                ))}
              </select>,
              <input
                key="width"
                aria-label={`Embedding width of ${name}`}
                className={styles.narrow}
                type="number"
                min={1}
                max={256}
                disabled={stated.share !== undefined}
                placeholder={String(config.model.embedding)}
                value={stated.embedding ?? ''}
                onChange={({ target: { value } }) => change(i, { embedding: value === '' ? undefined : Number(value) })}
              />,
              <select
                key="share"
                aria-label={`Embedding table of ${name}`}
                value={stated.share ?? ''}
                onChange={({ target: { value } }) =>
                  change(i, { share: value === '' ? undefined : value, ...(value !== '' && { embedding: undefined, least: undefined, hash: undefined }) })
                }
              >
                <option value="">its own</option>
                {names
                  .filter((other, o) => other !== name && asStated(roles.sparse[o] as SparseFieldConfig).share === undefined)
                  .map((other) => (
                    <option key={other}>{other}</option>
                  ))}
              </select>,
              ...(['least', 'hash'] as const).map((part) => {
                const other = part === 'least' ? 'hash' : 'least';
                const hindered = stated.share !== undefined || stated[other] !== undefined;
                return (
                  <input
                    key={part}
                    aria-label={part === 'least' ? `Rows that a value of ${name} needs` : `Hash buckets of ${name}`}
                    title={hindered ? 'Not with a shared table; and only one of the two.' : undefined}
                    className={styles.narrow}
                    type="number"
                    min={2}
                    disabled={hindered}
                    placeholder={part === 'least' ? '1' : 'none'}
                    value={stated[part] ?? ''}
                    onChange={({ target: { value } }) => change(i, { [part]: value === '' ? undefined : Number(value) })}
                  />
                );
              }),
            ],
          };
        })}
      />
    </Fold>
  );
}

function asStated(field: SparseFieldConfig): Stated {
  return typeof field === 'string' ? { column: field } : field;
}

/** A field with a part changed; what is undefined is left out, and a column's name alone is enough where nothing else is stated. */
function withPart(field: SparseFieldConfig, part: { [K in keyof Stated]?: Stated[K] | undefined }): SparseFieldConfig {
  const stated = Object.fromEntries(Object.entries({ ...asStated(field), ...part }).filter(([, value]) => value !== undefined)) as unknown as Stated;
  return Object.keys(stated).length === 1 ? fieldColumn(stated) : stated;
}

import { DOMAIN_FIELD } from '../config/complete';
import type { EncodedData } from '../data/types';

/** A row of the data with some of its values replaced. */
export interface EditedRow {
  /** Of the row that it starts from. */
  position: number;
  /** Another domain; the field that says the domain follows. */
  domain?: number;
  /** By field: the id of the one value that takes the place of the row's own. */
  sparse?: Record<string, number>;
  /** By column, scaled as the data are. */
  dense?: Record<string, number>;
}

/** What a batcher reads of a data set. */
export type Rows = Pick<EncodedData, 'sparse' | 'dense' | 'labels' | 'domainIds' | 'domains'> & { split: Pick<EncodedData['split'], 'train'> };

/** The edited rows as a data set of their own, in order. */
export function editedRows(data: Rows, edits: readonly EditedRow[]): Rows {
  const sparse = data.sparse.map((field) => {
    const { slots } = field;
    const ids = new Int32Array(edits.length * slots);
    const weights = field.weights && new Float32Array(edits.length * slots);
    for (const [i, { position, domain, sparse: changed }] of edits.entries()) {
      const one = field.name === DOMAIN_FIELD && domain !== undefined ? domain : own(changed, field.name);
      if (one === undefined) {
        const [from, to] = [position * slots, (position + 1) * slots];
        ids.set(field.ids.subarray(from, to), i * slots);
        weights?.set((field.weights as Float32Array).subarray(from, to), i * slots);
      } else {
        ids[i * slots] = one;
        if (weights) weights[i * slots] = 1;
      }
    }
    return { ...field, ids, ...(weights && { weights }) };
  });
  const dense = data.dense.map((field) => ({
    ...field,
    values: Float32Array.from(edits, ({ position, dense: changed }) => own(changed, field.name) ?? (field.values[position] as number)),
  }));
  return {
    sparse,
    dense,
    domains: data.domains,
    labels: Uint8Array.from(edits, ({ position }) => data.labels[position] as number),
    domainIds: Int32Array.from(edits, ({ position, domain }) => domain ?? (data.domainIds[position] as number)),
    split: { train: new Int32Array() },
  };
}

/** The change of a field, if there is one; a column may be called "constructor". */
function own(changed: Record<string, number> | undefined, name: string): number | undefined {
  return changed && Object.hasOwn(changed, name) ? changed[name] : undefined;
}

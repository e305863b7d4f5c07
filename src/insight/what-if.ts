import { hasHyperNetwork, madeOf } from '../config/adapter-kinds';
import { DOMAIN_FIELD } from '../config/complete';
import { isNumeric } from '../config/value-test';
import { idOfText } from '../data';
import type { EncodedData } from '../data/types';
import { rowName } from '../lib/row-name';
import { UserError } from '../lib/user-error';
import { nearestByDistance } from '../measures/likeness/cosine';
import { matrixScale } from '../model/hyper-network';
import type { RowField, WhatIf, WhatIfChange } from '../protocol/insight';
import { type EditedRow, editedRows } from './edited-rows';
import type { Subject } from './subject';

/** Values of a field that are offered, the first of its vocabulary. */
const MOST_OFFERED = 500;
const NEAREST = 8;

/** The fields of a row that can be changed, as they stand. @throws UserError where the model does not have the row */
export function fieldsOfRow({ data }: Pick<Subject, 'data'>, row: number): RowField[] {
  const position = positionOf(data, row);
  const sparse = data.sparse
    .filter(({ name }) => name !== DOMAIN_FIELD)
    .map(({ name, ids, slots, weights, vocabulary }): RowField => {
      const own = Array.from({ length: slots }, (_, slot) => position * slots + slot).filter((at) => weights?.[at] !== 0);
      return {
        name,
        kind: 'sparse',
        value: own.map((at) => vocabulary[ids[at] as number]).join(', '),
        offered: vocabulary.slice(0, MOST_OFFERED),
        values: vocabulary.length,
      };
    });
  const dense = data.dense.map(
    ({ name, values, min, max, scale }): RowField => ({ name, kind: 'dense', value: String(short(scale.back(values[position] as number))), min, max }),
  );
  return [...sparse, ...dense];
}

/**
 * What the trained model makes of a row, as it is, with the changes, and with the changes as a row of each domain that the model knows.
 *
 * @param probes where the H of the changed row is looked for: [n, k * k], as the adapters use them
 * @throws UserError for a row, field or value that the model does not know
 */
export async function whatIf(
  subject: Subject,
  { row, domain, values }: WhatIfChange,
  probes: Float32Array,
  context: readonly number[],
): Promise<Omit<WhatIf, 'factors'>> {
  const { data, learner, batcher } = subject;
  const position = positionOf(data, row);
  if (domain !== undefined && !data.domains[domain]) throw new UserError(`there is no domain ${domain}`);
  const changed: EditedRow = { position, ...(domain !== undefined && { domain }), ...encodeChanges(data, values) };
  const own = changed.domain ?? (data.domainIds[position] as number);
  const domains = learner.model.config.sharing === 'pooled' ? [] : data.domains;
  const edits: EditedRow[] = [{ position }, changed, ...domains.map((_, d) => ({ ...changed, domain: d }))];
  // Where a prediction depends on the rows that share its batch, these are the probe rows.
  const filling = context.slice(0, Math.max(0, batcher.size - edits.length)).map((each) => ({ position: each }));
  const { h, predictions } = await evaluate(subject, [...edits, ...filling], edits.length);
  const size = madeSize(subject);
  const matrix = (i: number) => h.subarray(i * size, (i + 1) * size).slice();
  return {
    before: { prediction: predictions[0] as number, domain: data.domainIds[position] as number, h: matrix(0) },
    after: { prediction: predictions[1] as number, domain: own, h: matrix(1) },
    byDomain: Array.from(predictions.subarray(2)),
    // Without an H there is nothing to be near in.
    nearest: !hasHyperNetwork(learner.model.config)
      ? []
      : nearestByDistance(probes, probes.length / size, size, matrix(1), NEAREST).map(({ row: probe, distance }) => ({ probe, distance })),
  };
}

const madeSize = ({ learner: { model } }: Pick<Subject, 'learner'>) => madeOf(model.config, model.shape.domains);

async function evaluate({ data, learner, batcherOf }: Subject, edits: EditedRow[], wanted: number): Promise<{ h: Float32Array; predictions: Float32Array }> {
  const batcher = batcherOf(editedRows(data, edits));
  const size = madeSize({ learner });
  const [h, predictions] = [new Float32Array(wanted * size), new Float32Array(wanted)];
  const scale = matrixScale(learner.model.config);
  try {
    for (let start = 0; start < wanted; start += batcher.size) {
      const batch = batcher.make(Int32Array.from({ length: Math.min(batcher.size, edits.length - start) }, (_, i) => start + i));
      const count = Math.min(batch.count, wanted - start);
      const { output, probabilities, adapters } = learner.look(batch, count);
      batch.dispose();
      if (output) {
        h.set(
          (await output.data()).map((value) => value * scale),
          start * size,
        );
      }
      predictions.set((await probabilities.data()) as Float32Array, start);
      for (const tensor of [...(output ? [output] : []), probabilities, ...adapters.flatMap(({ z, added }) => [z, added])]) tensor.dispose();
    }
  } finally {
    batcher.dispose();
  }
  return { h, predictions };
}

function positionOf({ sourceRows }: EncodedData, row: number): number {
  const position = sourceRows.indexOf(row);
  if (position < 0) throw new UserError(`the model was not given ${rowName(row)}`, undefined, 'It may have no label or no domain. Choose another row.');
  return position;
}

/** Texts as ids and scaled numbers. */
function encodeChanges(data: EncodedData, values: Record<string, string> = {}): Pick<EditedRow, 'sparse' | 'dense'> {
  const sparse: [string, number][] = [];
  const dense: [string, number][] = [];
  for (const [name, text] of Object.entries(values)) {
    const field = data.sparse.find((each) => each.name === name && name !== DOMAIN_FIELD);
    const column = data.dense.find((each) => each.name === name);
    if (field) {
      const id = idOfText(field, text.trim());
      if (id < 0) throw new UserError(`"${text}" is not a value of ${name} that the model knows`, undefined, 'Choose one from the list.');
      sparse.push([name, id]);
    } else if (column) {
      if (!isNumeric(text)) throw new UserError(`"${text}" is not a number`, name);
      dense.push([name, column.scale.of(Number(text))]);
    } else throw new UserError(`the model has no field "${name}"`);
  }
  return { sparse: Object.fromEntries(sparse), dense: Object.fromEntries(dense) };
}

const short = (value: number) => Number(value.toPrecision(6));

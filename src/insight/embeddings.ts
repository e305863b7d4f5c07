import { UserError } from '../lib/user-error';
import { nearestByCosine } from '../measures/likeness/cosine';
import { topEigenpairs } from '../measures/spectra/eigen';
import { embeddingTables } from '../model/shape';
import type { Embeddings, Neighbour } from '../protocol/insight';
import type { Subject } from './subject';

/** Values whose points are shown, the most frequent ones. */
const MOST_POINTS = 600;

/** A field's table: its values, and where they lie along the two directions in which the shown ones differ most. */
export async function embeddingsOf(subject: Subject, fieldName: string): Promise<Embeddings> {
  const { field, table, width } = await tableOf(subject, fieldName);
  const { data } = subject;
  const domains = data.domains.length;
  const counts = new Int32Array(field.vocabulary.length * domains);
  const totals = new Int32Array(field.vocabulary.length);
  for (const position of data.split.train) {
    for (let slot = 0; slot < field.slots; slot++) {
      if (field.weights && field.weights[position * field.slots + slot] === 0) continue;
      const id = field.ids[position * field.slots + slot] as number;
      const at = id * domains + (data.domainIds[position] as number);
      counts[at] = (counts[at] as number) + 1;
      totals[id] = (totals[id] as number) + 1;
    }
  }
  const shown = Array.from(totals.keys())
    .sort((a, b) => (totals[b] as number) - (totals[a] as number) || a - b)
    .slice(0, MOST_POINTS);
  const { coordinates, explained } = project(table, width, shown);
  return {
    field: fieldName,
    values: field.vocabulary.length,
    width,
    ids: Int32Array.from(shown),
    names: shown.map((id) => field.vocabulary[id] as string),
    counts: Int32Array.from(shown.flatMap((id) => Array.from(counts.subarray(id * domains, (id + 1) * domains)))),
    coordinates,
    explained,
  };
}

/** The values whose embeddings point in the most similar direction. @throws UserError where the field has no such value */
export async function neighboursOf(subject: Subject, fieldName: string, value: string, count: number): Promise<Neighbour[]> {
  const { field, table, width } = await tableOf(subject, fieldName);
  const id = field.vocabulary.indexOf(value);
  if (id < 0) throw new UserError(`"${value}" is not a value of ${fieldName} that the model knows`, undefined, 'Choose one from the list.');
  const own = table.subarray(id * width, (id + 1) * width);
  return nearestByCosine(table, field.vocabulary.length, width, own, count, id).map(({ row, similarity }) => ({
    value: field.vocabulary[row] as string,
    similarity,
  }));
}

async function tableOf({ learner, data }: Subject, fieldName: string) {
  const index = data.sparse.findIndex(({ name }) => name === fieldName);
  const field = data.sparse[index];
  if (!field) throw new UserError(`the model has no field "${fieldName}"`);
  for (const { name, width, fields } of embeddingTables(learner.model.shape)) {
    const own = fields.find((each) => each.field === index);
    if (!own) continue;
    const [all] = await learner.readParameters([name]);
    return { field, width, table: (all as Float32Array).subarray(own.offset * width, (own.offset + field.vocabulary.length) * width) };
  }
  throw new UserError(`the model has no field "${fieldName}"`);
}

/** Principal coordinates of the rows `ids` of a table, through the covariance of its few columns. */
function project(table: Float32Array, width: number, ids: readonly number[]): { coordinates: Float32Array; explained: number[] } {
  const mean = new Float64Array(width);
  for (const id of ids) for (let j = 0; j < width; j++) mean[j] = (mean[j] as number) + (table[id * width + j] as number) / ids.length;
  const centred = (id: number, j: number) => (table[id * width + j] as number) - (mean[j] as number);
  const scatter = new Float64Array(width * width);
  for (const id of ids) {
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) scatter[i * width + j] = (scatter[i * width + j] as number) + centred(id, i) * centred(id, j);
  }
  const total = mean.reduce((sum, _, j) => sum + (scatter[j * width + j] as number), 0);
  const { values, vectors } = topEigenpairs(scatter, width, Math.min(2, width));
  const along = (id: number, axis: number) =>
    axis < values.length ? mean.reduce((sum, _, j) => sum + centred(id, j) * (vectors[axis * width + j] as number), 0) : 0;
  return {
    coordinates: Float32Array.from(ids.flatMap((id) => [along(id, 0), along(id, 1)])),
    explained: [0, 1].map((axis) => (total > 0 ? (values[axis] ?? 0) / total : 0)),
  };
}

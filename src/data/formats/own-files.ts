import { CURVES_COLUMNS, INSIDE_COLUMNS, kindOfJson, OWN_HEAD, OWN_JSON } from '../../config/own-files';
import { UserError } from '../../lib/user-error';
import type { ZipMember } from '../source/zip';
import type { Sample } from './format';

const TABLES: readonly [columns: readonly string[], what: string][] = [
  [CURVES_COLUMNS, 'these are the curves of a run'],
  [INSIDE_COLUMNS, 'these are the numbers of the Inside views of a run'],
];

/**
 * Refuses what page and command line write themselves, and what is no data. Predictions are: somebody may want to train on them.
 *
 * @throws UserError that says what it is, and what to do with it
 */
export function refuseOwn({ name, bytes }: Sample): void {
  const head = new TextDecoder().decode(bytes.subarray(0, OWN_HEAD));
  const kind = kindOfJson(head);
  if (kind) throw new UserError(`this ${OWN_JSON[kind].says}, and is no data`, name, OWN_JSON[kind].fix);
  // Where users are named, more columns follow.
  const table = TABLES.find(([columns]) => `${head.split(/\r?\n/, 1)[0]},`.startsWith(`${columns.join(',')},`));
  if (table) throw new UserError(`${table[1]}, and no data to train on`, name, 'Read them with pandas, R or a spreadsheet.');
}

/** What an archive of ours is, and what to do with it; undefined: anything else. */
export function ownArchive(members: readonly Pick<ZipMember, 'name'>[]): { what: string; fix: string } | undefined {
  const names = members.map(({ name }) => name.slice(name.lastIndexOf('/') + 1));
  const has = (name: string) => names.includes(name);
  if (has('weights.safetensors') && has('encoding.json') && has('train.py'))
    return { what: 'this is a PyTorch project', fix: 'Unpack it, and drop its weights.safetensors on the page: they open as a trained model.' };
  if (names.some((name) => name.endsWith('.onnx')))
    return { what: 'this is a model as ONNX', fix: 'ONNX Runtime runs it. To use the model here, open its weights (.safetensors).' };
  if (members.length > 0 && names.every((name) => /^\d\d-.*\.(?:csv|png|svg)$/.test(name)) && names.some((name) => name.endsWith('.svg')))
    return { what: 'these are the figures of a run', fix: 'Unpack them, and open each with what shows pictures or tables.' };
  if (members.some(({ name }) => name.endsWith('/data.pkl')))
    return {
      what: 'this is a checkpoint of PyTorch',
      fix: 'Make a safetensors file of its state_dict (safetensors.torch.save_file), and drop that on the page: it opens as a model.',
    };
  return undefined;
}

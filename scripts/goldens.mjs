import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The files of numbers printed by others' code in a folder and in those within it, whatever they are called. A browser cannot read them.
 *
 * @param path the folder
 * @param given whether GOLDENS_DIR names it
 * @returns the files by their paths in the folder, those of the authors of HAMUR apart from those of the public collection, in which
 *   `model` is an object. A file of JSON that is neither stands among the first: its test says so, and fails
 * @throws Error that says what to do, where there is no such folder, no golden in it, or a file that is no JSON
 */
export function goldensIn(path, given) {
  const folder = resolve(path);
  const fix = given ? ' GOLDENS_DIR names a folder with files of numbers printed by PyTorch code (*.json).' : '';
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.${fix}`);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  const files = names.map((name) => [name, contentOf(join(folder, name))]);
  if (!files.some(([, content]) => isGolden(content))) throw new Error(`There is no golden in ${folder}.${fix}`);
  const kind = (isPublic) => Object.fromEntries(files.filter(([, content]) => ofCollection(content) === isPublic));
  return { folder, given, authors: kind(false), publicCode: kind(true) };
}

/** Numbers of a model have the state that it starts from, those of metrics have cases. */
const isGolden = (content) => typeof content === 'object' && content !== null && ('state' in content || Array.isArray(content.cases));
const ofCollection = (content) => typeof content?.model === 'object' && content.model !== null;

function contentOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${error.message}`);
  }
}

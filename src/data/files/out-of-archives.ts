import type { ReadChoices } from '../../protocol/reading';
import { recipeOf } from '../known';
import type { ByteSource } from '../source/byte-source';
import { peek } from '../source/peek';
import type { Archive } from '../source/zip';
import { baseName } from './base-name';

/**
 * The files of a known data set in place of the archive that holds them; any other file, and any other archive, as it is.
 *
 * @throws UserError where an archive is damaged
 */
export async function outOfArchives(files: readonly ByteSource[], { member }: ReadChoices): Promise<ByteSource[]> {
  if (member !== undefined) return [...files];
  const found: ByteSource[] = [];
  for (const file of files) found.push(...(await filesIn(file)));
  return found;
}

async function filesIn(file: ByteSource): Promise<ByteSource[]> {
  if (!file.slice || file.size === undefined) return [file];
  const { first, rest } = await peek(file.stream(), 4);
  await rest.cancel();
  // The letters PK.
  if (first[0] !== 0x50 || first[1] !== 0x4b) return [file];
  const { isZip, listMembers } = await import('../source/zip');
  if (!isZip(first)) return [file];
  const members = await listMembers(file as Archive);
  const recipe = recipeOf(members.map(({ name }) => baseName(name)));
  const wanted = members.filter(({ name }) => recipe?.files.some((each) => each.name === baseName(name)));
  return wanted.length > 0 ? wanted.map((each) => each.open()) : [file];
}

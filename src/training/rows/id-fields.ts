import { BACKBONE_INFO } from '../../config/backbones';
import { DOMAIN_FIELD } from '../../config/fields';
import type { ModelConfig } from '../../config/run-config';
import { isUserOrItemName } from '../../data/roles/names';
import type { SparseField } from '../../data/types';

type Field = Pick<SparseField, 'name' | 'vocabulary' | 'share'>;

/** Where no name says so, this many fields of the most values are the ids: a user's and an item's. */
const BY_VALUES = 2;

/**
 * The names of the fields that say whose row it is, user or item, for a backbone that asks: those that the configuration states; else
 * those that are named so; else the two that have the most values.
 */
export function idFieldsOf(fields: readonly Field[], { backbone, idFields }: Pick<ModelConfig, 'backbone' | 'idFields'>): ReadonlySet<string> {
  if (!BACKBONE_INFO[backbone].settings.includes('idFields')) return new Set();
  if (idFields.length > 0) return new Set(idFields);
  const others = fields.filter(({ name }) => name !== DOMAIN_FIELD);
  const named = others.filter(({ name }) => isUserOrItemName(name));
  const most = others.toSorted((a, b) => b.vocabulary.length - a.vocabulary.length).slice(0, BY_VALUES);
  return new Set((named.length > 0 ? named : most).map(({ name }) => name));
}

/**
 * The names of the fields whose tables the backbone does not train. PPNet's public code reads all but the ids behind a stopped gradient; a table
 * that an id shares is trained all the same.
 */
export function untrainedFields(
  fields: readonly Field[],
  ids: ReadonlySet<string>,
  { backbone, follows }: Pick<ModelConfig, 'backbone' | 'follows'>,
): ReadonlySet<string> {
  if (backbone !== 'ppnet' || follows !== 'public-code') return new Set();
  const trained = new Set(fields.flatMap(({ name, share }) => (ids.has(name) ? [share ?? name] : [])));
  return new Set(fields.flatMap(({ name, share }) => (trained.has(share ?? name) ? [] : [name])));
}

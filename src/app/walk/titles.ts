import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfig } from '../../config/run-config';
import type { WalkedLook } from '../../runs/rank-history';
import { fieldTitle } from '../parts/field-title';

/** A look whose walks call their fields as the person does. */
export function withTitles<L extends WalkedLook>(look: L | undefined, config: Pick<RunConfig, 'data'>): L | undefined {
  if (!look?.walks) return look;
  const title = fieldTitle(DOMAIN_FIELD, config);
  const walks = look.walks.map((walk) => ({ ...walk, fields: walk.fields.map((field) => (field.kind === 'domain' ? { ...field, name: title } : field)) }));
  return { ...look, walks };
}

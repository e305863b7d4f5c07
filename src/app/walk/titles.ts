import { DOMAIN_FIELD } from '../../config/complete';
import type { RunConfig } from '../../config/run-config';
import { fieldTitle } from '../parts/field-title';
import type { Side, Sides } from './sides';

/** What is shown, with the field of the domain called as the person calls its column. */
export function withTitles(sides: Sides | undefined, config: Pick<RunConfig, 'data'>): Sides | undefined {
  const title = fieldTitle(DOMAIN_FIELD, config);
  const titled = ({ look, walk }: Side): Side => ({
    look,
    walk: { ...walk, fields: walk.fields.map((field) => (field.kind === 'domain' ? { ...field, name: title } : field)) },
  });
  return sides && { ...sides, before: titled(sides.before), ...(sides.after && { after: titled(sides.after) }) };
}

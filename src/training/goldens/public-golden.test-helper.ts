import type { ModelConfig } from '../../config/run-config';
import type { ExtraState, Names } from './compare.test-helper';
import type { Golden } from './golden.test-helper';
import { type Arguments, PUBLIC_CLASSES, type PublicClass } from './public-classes';

/** A file of numbers printed by the public code of Scenario-Wise Rec. */
export interface PublicGolden extends Golden {
  model: { class: string; modified: string | null; arguments: Arguments; extra_state: Record<string, ExtraState> };
  unused_params: string[];
}

/** What stands in the tables for a file. */
export function classOf({ model }: PublicGolden): string {
  return model.modified === null ? model.class : `${model.class}, modified`;
}

/** Which of a file's tensors is which of ours. @throws Error where one of them has no partner, but for theirs that nothing reads */
export function namesFor(golden: PublicGolden, config: ModelConfig, ours: readonly string[]): Names {
  const { nameOf = (name: string) => name } = PUBLIC_CLASSES[classOf(golden)] as PublicClass;
  const pairs = ours.map((name) => [name, nameOf(name, config)] as const);
  const [theirsOf, oursOf] = [new Map(pairs), new Map(pairs.map(([name, their]) => [their, name]))];
  const lacking = pairs.filter(([, their]) => !(their in golden.state)).map(([name, their]) => `${name} (there ${their})`);
  const left = Object.keys(golden.state).filter((name) => !oursOf.has(name) && !golden.unused_params.includes(name));
  if (lacking.length + left.length > 0) throw new Error(`Only here: ${lacking.join(', ')}. Only there: ${left.join(', ')}.`);
  const renamed = <T>(dict: Record<string, T>, names: ReadonlyMap<string, string>) =>
    Object.fromEntries(Object.entries(dict).flatMap(([name, value]) => (names.has(name) ? [[names.get(name) as string, value]] : [])));
  return { ours: (theirs) => renamed(theirs, oursOf), theirs: (dict) => renamed(dict, theirsOf) };
}

/** What a file holds outside its state, by our names. */
export function extraOf(golden: PublicGolden): Record<string, ExtraState> {
  const { extra = {} } = PUBLIC_CLASSES[classOf(golden)] as PublicClass;
  return Object.fromEntries(Object.entries(extra).map(([theirs, ours]) => [ours, golden.model.extra_state[theirs] as ExtraState]));
}

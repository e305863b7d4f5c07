import { BACKBONE_INFO, modelTitle } from '../../config/backbones';
import { completeRunConfig } from '../../config/complete';
import { OF_THE_ROWS } from '../../config/experiment';
import type { TextKind } from '../../config/kinds/kind';
import { followersOf, overlay, withoutFollowers } from '../../config/overlay';
import { type Backbone, type Fidelity, parseRunConfig, type Roles, type RunConfig, type RunConfigInput, type Sharing } from '../../config/run-config';
import { SETTING_PATHS, type SettingPath, settingAt, valueAt, withSettings } from '../../config/settings';

/** The settings on the page, as far as a contestant is made of them. */
export interface PageSettings {
  /** What the person stated. */
  input: RunConfigInput;
  /** What follows of that. */
  config: RunConfig;
  roles: Roles;
  /** How many domains the data have, where that is known. */
  domains?: number | undefined;
}

/** What a contestant states; the rest it takes from the page. */
export interface Proposal {
  over: RunConfigInput;
  /** Why one would compare with it. */
  about?: string;
}

/** Whether each domain has a model of its own, all share one that does not know of them, or one that does. */
const sharing = (how: Sharing, model: RunConfigInput['model'] = {}): RunConfigInput => ({ model: { ...model, sharing: how } });

/** A model for each of more domains than this is much to train for a comparison that nobody asked for: it can be added by hand. */
const MOST_SEPARATE = 50;

/** The reference baselines, which any comparison of multi-domain models needs: the backbones are multi-domain already. */
export const BASELINES: readonly (Required<Proposal> & { name: string })[] = [
  { name: 'pooled', over: sharing('pooled', { adapters: [] }), about: 'one model for all rows, which does not know the domain' },
  { name: 'separate', over: sharing('separate', { adapters: [] }), about: 'one model for each domain, trained on its rows alone' },
];

/**
 * What is compared where nobody says anything: the configured model, its backbone alone, and the reference baselines. Where the page has no
 * adapters, the first has one after the last layer.
 */
export function usualContestants({ config, domains }: PageSettings): Proposal[] {
  const { adapters, layers, sharing: how } = config.model;
  const own: Proposal = { over: adapters.length === 0 && how === 'domains' ? { model: { adapters: [layers.length] } } : {} };
  const alone: Proposal = { over: sharing('domains', { adapters: [] }), about: 'the backbone alone, which has no adapters' };
  // The page may have a baseline itself.
  const others = baselines(domains).filter(({ over: { model } }) => {
    if (model?.sharing === 'separate' && (domains ?? 0) > MOST_SEPARATE) return false;
    return how === 'domains' || model?.sharing !== how || adapters.length > 0;
  });
  return [own, alone, ...others];
}

/** The place of the one that the others are compared with, where nobody says which: the backbone alone. */
export const USUAL_REFERENCE = 1;

/** @param domains With one domain both are what the backbone alone is. */
export function baselines(domains: number | undefined): Proposal[] {
  return domains !== 1 ? BASELINES.map(({ over, about }) => ({ over, about })) : [];
}

/** Another backbone, with adapters where the page has them, or without. */
export function otherBackbone({ config }: PageSettings, backbone: Backbone, hamur: boolean): Proposal {
  const { adapters, layers } = config.model;
  return { over: { model: { backbone, adapters: hamur ? (adapters.length > 0 ? adapters : [layers.length]) : [] } } };
}

/** The other way to compute it; what it bundles comes with it, stated on the page or not. @throws ConfigError */
export function otherFidelity({ input, roles }: PageSettings, fidelity: Fidelity): Proposal {
  const model = { model: { fidelity } };
  const config = completeRunConfig(parseRunConfig(overlay(withoutFollowers(input, 'model.fidelity'), model)), roles);
  return { over: overlay(model, followersOf(config, 'model.fidelity')) };
}

/** Settings that a contestant may have for itself. */
const OWN = SETTING_PATHS.filter((path) => !(OF_THE_ROWS as readonly SettingPath[]).includes(path) && path !== 'seed' && path !== 'engine');

/** The settings on the page as they are now: what is changed there later does not change it. */
export function frozen({ config }: PageSettings): Proposal {
  return {
    over: withSettings(
      {},
      OWN.map((path) => [path, valueAt(config, path)] as const).filter(([, value]) => value !== undefined),
    ) as RunConfigInput,
  };
}

/** More than this is counted, not named. */
const MOST_NAMED = 3;

/** Paths at which two configurations differ, as far as a contestant may. */
function differing(config: RunConfig, page: RunConfig): SettingPath[] {
  return OWN.filter((path) => path !== 'train.baseline' && JSON.stringify(valueAt(config, path)) !== JSON.stringify(valueAt(page, path)));
}

/** In what a contestant differs from the settings on the page: `Backbone: MLP; Side k of H: 35`; empty where in nothing. */
export function differenceWords(config: RunConfig, page: RunConfig): string {
  const named = differing(config, page).map((path) => `${settingAt(path).title}: ${valueText(path, valueAt(config, path))}`);
  const more = named.length - MOST_NAMED;
  return more > 1 ? `${named.slice(0, MOST_NAMED).join('; ')}; and ${more} more` : named.join('; ');
}

function valueText(path: SettingPath, value: unknown): string {
  const { kind } = settingAt(path) as {
    kind: Partial<TextKind<unknown>> & { control?: { type: string; choices?: readonly { value: string; text: string }[] } };
  };
  if (Array.isArray(value) && value.length === 0) return 'none';
  const choice = kind.control?.choices?.find((each) => each.value === value);
  if (choice) return choice.text;
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : (kind.toText?.(value).replaceAll(',', ', ') ?? 'changed');
}

/** What a contestant is called where nobody says: its model, and what of the model is not as on the page. */
export function usualName(config: RunConfig, page: RunConfig): string {
  const paths = differing(config, page) as string[];
  const { model } = config;
  const title = modelTitle(model);
  return [
    title,
    ...(paths.includes('model.fidelity') ? [model.fidelity] : []),
    ...(paths.includes('model.adapters') && model.adapters.length > 0 && page.model.adapters.length > 0
      ? [`adapters after ${model.adapters.join(' and ')}`]
      : []),
    ...(paths.includes('model.k') && model.adapters.length > 0 ? [`k ${model.k}`] : []),
  ].join(', ');
}

/** All backbones but the one on the page come first. */
export function otherBackbones(page: RunConfig): Backbone[] {
  return (Object.keys(BACKBONE_INFO) as Backbone[]).filter((each) => each !== page.model.backbone);
}

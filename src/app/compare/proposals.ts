import { BACKBONE_INFO, modelTitle } from '../../config/backbones';
import { completeRunConfig } from '../../config/complete';
import { OF_THE_ROWS } from '../../config/experiment';
import { readsDomain } from '../../config/fields';
import type { TextKind } from '../../config/kinds/kind';
import { followersOf, overlay, withoutFollowers } from '../../config/overlay';
import {
  ADAPTER_KINDS,
  type AdapterKind,
  type Backbone,
  type Fidelity,
  parseRunConfig,
  type Roles,
  type RunConfig,
  type RunConfigInput,
} from '../../config/run-config';
import { SETTING_PATHS, type SettingPath, settingAt, valueAt, withSettings } from '../../config/settings';
import { type Proposal, usualContestants } from '../../config/usual-contestants';

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

/** A model for each of more domains than this is much to train for a comparison that nobody asked for: it can be added by hand. */
const MOST_SEPARATE = 50;

/**
 * What is compared where nobody says anything. Where the page has no adapters, the first has one after the last layer.
 */
export function usualProposals({ config, domains }: PageSettings): Proposal[] {
  const { adapters, layers, sharing: how } = config.model;
  const [own, alone, ...others] = usualContestants(domains);
  return [
    adapters.length === 0 && how === 'domains' ? { over: { model: { adapters: [layers.length] } } } : own,
    alone,
    ...others.filter(({ over: { model } }) => {
      if (model?.sharing === 'separate' && (domains ?? 0) > MOST_SEPARATE) return false;
      // The page may have a baseline itself.
      return how === 'domains' || model?.sharing !== how || adapters.length > 0;
    }),
  ];
}

/** Another backbone, with adapters where the page has them, or without. */
export function otherBackbone({ config }: PageSettings, backbone: Backbone, hamur: boolean): Proposal {
  const { adapters, layers, adapterKind } = config.model;
  const kind = hamur && adapterKind !== 'hamur' ? { adapterKind: 'hamur' as const } : {};
  return { over: { model: { backbone, adapters: hamur ? (adapters.length > 0 ? adapters : [layers.length]) : [], ...kind } } };
}

/** What a relative of HAMUR leaves out, for who compares with it. */
const RELATIVES: Record<Exclude<AdapterKind, 'hamur'>, string> = {
  'per-domain': 'the same adapter with free weights for each domain, and no hyper-network',
  bias: 'a hyper-network that makes a bias only; the weights are free, and the same for all rows',
  'domain-only': 'a hyper-network that sees the domain alone, and nothing else of the row',
  'low-rank': 'one low-rank adapter for all rows: H is the identity, and nothing is generated',
};

/**
 * What the hyper-network is worth: HAMUR, then its relatives, each with one part of it left out. Where the page has no adapters, they
 * stand after the last layer. Where the domain is no input, those that are made of it alone are missing.
 */
export function hyperNetworkWorth({ config }: PageSettings): Proposal[] {
  const { adapters, layers, sharing } = config.model;
  const known = sharing === 'separate' ? { sharing: 'domains' as const } : {};
  const at = adapters.length > 0 ? {} : { adapters: [layers.length] };
  const kinds = ADAPTER_KINDS.filter((adapter) => !(adapter === 'per-domain' && sharing === 'pooled') && !(adapter === 'domain-only' && !readsDomain(config)));
  return kinds.map((adapter) => ({
    over: { model: { ...known, ...at, ...((adapter !== 'hamur' || config.model.adapterKind !== 'hamur') && { adapterKind: adapter }) } },
    about: adapter === 'hamur' ? 'all weights are made of the row' : RELATIVES[adapter],
  }));
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

import type { AdapterKind } from './settings/names';

/** What a row's adapter weights are made from; see `model.adapterKind`. */
interface AdapterKindInfo {
  /** Whether a hyper-network makes a matrix H for it, and what of the row it reads. */
  h?: 'of the row' | 'of the domain';
  /** Whether W_down and W_up are made of U and V; else they are free. */
  factored: boolean;
}

export const ADAPTER_KIND: Record<AdapterKind, AdapterKindInfo> = {
  hamur: { h: 'of the row', factored: true },
  'per-domain': { factored: false },
  bias: { h: 'of the row', factored: false },
  'domain-only': { h: 'of the domain', factored: true },
  'low-rank': { factored: true },
};

type OfKind = { adapterKind?: AdapterKind | undefined };

/** A run that was stored before there was a choice has HAMUR's. */
export const adapterKindOf = ({ adapterKind = 'hamur' }: OfKind): AdapterKind => adapterKind;

/**
 * How many numbers of a row its adapters' weights are made from: H, the shares of the domains' own matrices, or none.
 *
 * @param domains as the model knows them
 */
export function madeOf(model: OfKind & { k: number }, domains: number): number {
  if (hasHyperNetwork(model)) return model.k ** 2;
  return model.adapterKind === 'per-domain' ? domains : 0;
}

/** Whether the model's adapters have a hyper-network, which makes an H. */
export const hasHyperNetwork = (model: OfKind): boolean => ADAPTER_KIND[adapterKindOf(model)].h !== undefined;

/** Whether the side k of H, or of what stands in its place between U and V, means anything to the adapters. */
export const usesK = (model: OfKind): boolean => adapterKindOf(model) !== 'per-domain';

import { BACKBONE_INFO } from '../../config/backbones';
import type { ModelConfig } from '../../config/run-config';
import { capital } from '../../lib/capital';

/** Stacks of layers that stand side by side in the drawing, with what they read below and what reads them above. */
export interface Group {
  title: string;
  columns: Column[];
  /** From the bottom up. */
  layers: Layer[];
}

export interface Column {
  /** The domain whose own it is, from 0; left out: all domains share it. */
  domain?: number;
  title?: string;
}

export interface Layer {
  label: string;
  /** Its number, where an adapter may follow it. */
  adaptable?: number;
}

/** What stands on one floor of the drawing: groups side by side, or a sentence between two floors. */
export type Floor = { groups: Group[] } | { between: string };

/**
 * The configured model as a drawing has it, from the input up to the logit.
 *
 * @param domains their names
 * @param dense number of dense fields
 */
export function sketch(model: ModelConfig, domains: readonly string[], dense: number): Floor[] {
  const { bottom, experts, ownExperts, levels, cross } = model;
  const perDomain: Column[] = domains.map((title, domain) => ({ title, domain }));
  const shared: Column[] = [{}];
  const plain = (widths: readonly number[]): Layer[] => widths.map((width) => ({ label: String(width) }));
  const adaptable = (widths: readonly number[]): Layer[] => widths.map((width, l) => ({ label: String(width), adaptable: l + 1 }));
  const numbered = (count: number, title: (n: number) => string): Column[] => Array.from({ length: count }, (_, n) => ({ title: title(n + 1) }));

  const towers: Group = { title: 'a tower per domain', columns: perDomain, layers: adaptable(model.layers) };
  const deep: Group = { title: 'deep network', columns: shared, layers: adaptable(model.layers) };
  const own = { between: 'each row takes the logit of its own domain’s tower' };
  switch (model.backbone) {
    case 'mlp':
      return [{ groups: [towers] }, own];
    case 'dcn': {
      const crossing: Group = { title: 'cross network', columns: shared, layers: Array.from({ length: cross }, () => ({ label: 'x₀ (w·x) + b + x' })) };
      return [{ groups: [crossing, deep] }, { between: 'both together give one logit' }];
    }
    case 'wide-deep': {
      const wide: Group[] = dense > 0 ? [{ title: 'wide: dense fields', columns: shared, layers: [{ label: 'linear' }] }] : [];
      const reading = { ...deep, title: 'deep: embeddings' };
      return [{ groups: [...wide, reading] }, { between: dense > 0 ? 'wide logit + deep logit' : 'deep logit; without dense fields there is no wide part' }];
    }
    case 'shared-bottom':
      return [{ groups: [{ title: 'shared bottom', columns: shared, layers: plain(bottom) }] }, { groups: [towers] }, own];
    case 'mmoe':
      return [
        { groups: [{ title: 'experts, shared', columns: numbered(experts, (n) => `${n}`), layers: plain(bottom) }] },
        { between: 'a gate per domain mixes the experts for every row' },
        { groups: [towers] },
        own,
      ];
    case 'ple':
      return [
        ...Array.from({ length: levels }, (): Floor[] => [
          {
            groups: [
              {
                title: ownExperts === 1 ? 'an expert per domain' : `${ownExperts} experts per domain`,
                columns: perDomain,
                layers: plain(bottom),
              },
              { title: 'experts, shared', columns: numbered(experts, (n) => `${n}`), layers: plain(bottom) },
            ],
          },
          { between: 'a gate per domain mixes its own and the shared experts' },
        ]).flat(),
        { groups: [towers] },
        own,
      ];
    case 'star':
      return [
        {
          groups: [
            { ...towers, title: 'a tower per domain: shared × own weights, over an input normalised per domain' },
            { title: 'auxiliary', columns: shared, layers: plain(bottom) },
          ],
        },
        { between: 'the logit of a row’s own tower + the auxiliary logit' },
      ];
  }
}

/** The drawing in a sentence, for who cannot see it. */
export function describeSketch(model: ModelConfig, domains: readonly string[]): string {
  const info = BACKBONE_INFO[model.backbone];
  const towers = info.towers === 'per-domain' ? `${domains.length} towers` : 'one deep network for all domains';
  const below = info.bottom ? ` ${capital(info.bottom)} has layers of width ${model.bottom.join(', ')}.` : '';
  const adapters =
    model.adapters.length === 0
      ? 'No adapters, so no hyper-network.'
      : `Adapters after layer ${model.adapters.join(', ')}. A shared hyper-network generates their weights through a matrix H of ${model.k} by ${model.k}.`;
  return `${info.title}: ${info.about}${below} ${capital(towers)} with layers of width ${model.layers.join(', ')}. ${adapters}`;
}

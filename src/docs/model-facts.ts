import { DEFAULT_MODEL } from '../config/complete';
import type { AdapterKind, Backbone, ModelConfig } from '../config/run-config';
import { EMBEDDINGS } from '../model/embedding';
import { Model } from '../model/model';
import type { ModelShape } from '../model/shape';
import { idFieldsOf } from '../training/rows/id-fields';

/** What the code itself says of a backbone without adapters, with the page's settings, on the fields of MovieLens-1M. */
export interface ModelFacts {
  /** Parts that all domains share, and parts that grow with the number of domains. */
  shared: string[];
  perDomain: string[];
  /** Beside the embeddings. */
  parameters: number;
  /** What adapters after the last layer add to these. */
  added: number;
  /** Multiply-adds a row, forward. */
  cost: number;
}

const ROWS = { user_id: 6040, movie_id: 3706, gender: 2, occupation: 21, zip: 3439, cate_id: 18 };
export const [DOMAINS, DENSE] = [3, 1];

function shapeOf(domains: number, config: ModelConfig): ModelShape {
  const fields = Object.entries({ ...ROWS, domain_indicator: domains });
  const ids = idFieldsOf(
    fields.map(([name, rows]) => ({ name, vocabulary: Array.from({ length: rows }, () => '') })),
    config,
  );
  return {
    fields: fields.map(([name, rows]) => ({ name, rows, width: config.embedding, ...(ids.has(name) && { id: true as const }) })),
    dense: DENSE,
    domains,
  };
}

/** @param backbone with its usual settings */
export function modelFacts(backbone: Backbone): ModelFacts {
  const of = (change: Partial<ModelConfig>, domains = DOMAINS) => {
    const config: ModelConfig = { ...DEFAULT_MODEL, backbone, ...change };
    return new Model(shapeOf(domains, config), config).parameters;
  };
  const [alone, one, adapted] = [of({ adapters: [] }), of({ adapters: [] }, DOMAINS + 1), of({ adapters: [DEFAULT_MODEL.layers.length] })];
  const parts = Object.keys(alone.countByPart()).filter((part) => part !== EMBEDDINGS);
  const sizes = (part: string) => alone.entries.filter((entry) => entry.part === part).map(({ name, shape }) => [shape.join(), one.shapeOf(name).join()]);
  const parameters = alone.count - (alone.countByPart()[EMBEDDINGS] ?? 0);
  return {
    shared: parts.filter((part) => sizes(part).some(([here, there]) => here === there)),
    perDomain: parts.filter((part) => sizes(part).some(([here, there]) => here !== there)),
    parameters,
    added: adapted.count - alone.count,
    cost: Object.values(alone.costByPart()).reduce((a, b) => a + b, 0),
  };
}

/** What an adapter of one kind after the last layer adds to DCN: parameters of its own and of a hyper-network, and multiply-adds a row of both. */
export function adapterFacts(adapterKind: AdapterKind): { own: number; hyper: number; cost: number } {
  const config: ModelConfig = { ...DEFAULT_MODEL, backbone: 'dcn', adapterKind };
  const { parameters } = new Model(shapeOf(DOMAINS, config), config);
  const [counts, costs] = [parameters.countByPart(), parameters.costByPart()];
  return { own: counts.adapters ?? 0, hyper: counts['hyper-network'] ?? 0, cost: (costs.adapters ?? 0) + (costs['hyper-network'] ?? 0) };
}

import type { RunConfig } from '../config/run-config';
import type { EncodedData } from '../data/types';
import { Model, withoutAdapters } from '../model/model';
import type { DataPreview } from '../protocol/data';
import { modelShape } from './rows/batch';
import { partsOf } from './separate';

/** What a run would train, and what it costs to predict a row: with one model per domain, the parameters of all and the cost of one. */
export function countsOf(config: RunConfig, data: EncodedData): DataPreview['parameters'] {
  const models =
    config.model.sharing === 'separate' ? partsOf(config, data).map(({ model }) => model) : [new Model(modelShape(data, config.model), config.model)];
  const parts = new Map<string, { parameters: number; cost: number }>();
  for (const { parameters } of models) {
    const costs = parameters.costByPart();
    for (const [part, count] of Object.entries(parameters.countByPart())) {
      parts.set(part, { parameters: (parts.get(part)?.parameters ?? 0) + count, cost: costs[part] ?? 0 });
    }
  }
  const alone = models.map(({ shape, config: model }) => new Model(shape, withoutAdapters(model)).parameters);
  return {
    total: sum(models.map(({ parameters }) => parameters.count)),
    cost: sum([...parts.values()].map(({ cost }) => cost)),
    parts: [...parts].map(([part, counts]) => ({ part, ...counts })),
    backbone: { parameters: sum(alone.map(({ count }) => count)), cost: sum(Object.values(alone[0]?.costByPart() ?? {})) },
  };
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

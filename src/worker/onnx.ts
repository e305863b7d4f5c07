import { inputNormOfBatch, predictsTogether } from '../config/predicts-together';
import type { ModelConfig } from '../config/run-config';
import { whatItIs } from '../exports/model-file';
import { onnxFile } from '../exports/onnx/file';
import { modelGraph } from '../model/onnx/model-graph';
import type { VariantName } from '../protocol/run';
import type { OfEachModel, OnnxModel } from '../protocol/take-away';
import type { Trainer } from '../training/trainer';
import type { PreparedData } from './data-room';
import { ofEachModel } from './take-away';

/**
 * Each of a contestant's models as an ONNX file. It says its configuration and its data; the encoding stands beside it.
 *
 * @throws UserError where the run has no such model
 */
export function onnxModels(trainer: Trainer, prepared: PreparedData, variant: VariantName): Promise<OfEachModel<OnnxModel>> {
  return ofEachModel(trainer, prepared, variant, async ({ learner }, about, domain) => {
    const { model: config } = about.config;
    const graph = await modelGraph(learner.model, await learner.read());
    const said = { ...whatItIs(about), ...(domain !== undefined && { 'hamur.domain': domain }), 'hamur.rows': rowsOf(config) };
    return { ...(domain !== undefined && { domain }), model: onnxFile(graph, said), encoding: about.encoding };
  });
}

/** Which rows a prediction depends on. */
function rowsOf(config: ModelConfig): string {
  if (!predictsTogether(config)) return 'A prediction depends on its own row alone.';
  const normed = inputNormOfBatch(config) ? 'input' : 'adapters';
  return `A prediction depends on the rows of its call: the norm of the ${normed} takes its statistics from them.`;
}

import { predictsTogether } from '../config/predicts-together';
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
    const graph = await modelGraph(learner.model, await learner.read());
    const said = {
      ...whatItIs(about),
      ...(domain !== undefined && { 'hamur.domain': domain }),
      'hamur.rows': predictsTogether(about.config.model) ? TOGETHER : ALONE,
    };
    return { ...(domain !== undefined && { domain }), model: onnxFile(graph, said), encoding: about.encoding };
  });
}

const TOGETHER = 'A prediction depends on the rows of its call: the norm of the adapters takes its statistics from them.';
const ALONE = 'A prediction depends on its own row alone.';

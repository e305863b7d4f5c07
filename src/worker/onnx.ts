import { whatItIs } from '../exports/model-file';
import { onnxFile } from '../exports/onnx/file';
import { onnxRefusal } from '../exports/onnx/refusal';
import { modelGraph } from '../model/onnx/model-graph';
import type { VariantName } from '../protocol/run';
import type { OnnxModel } from '../protocol/take-away';
import type { Trainer } from '../training/trainer';
import type { PreparedData } from './data-room';
import { aboutModel, variantOf } from './take-away';

/**
 * One of the models as an ONNX file. It says its configuration and its data; the encoding stands beside it.
 *
 * @throws UserError where the run has no such model, and of `onnxRefusal`
 */
export async function onnxModel(trainer: Trainer, prepared: PreparedData, variant: VariantName): Promise<OnnxModel> {
  const run = variantOf(trainer, variant);
  const about = aboutModel(trainer, prepared, variant);
  const { model: config } = about.config;
  const refusal = onnxRefusal(config);
  if (refusal) throw refusal;
  const { learner } = run.parts[0];
  const together = config.adapters.length > 0 && config.domainNormEvaluation === 'batch';
  const graph = await modelGraph(learner.model, await learner.read());
  return { model: onnxFile(graph, { ...whatItIs(about), 'hamur.rows': together ? TOGETHER : ALONE }), encoding: about.encoding };
}

const TOGETHER = 'A prediction depends on the rows of its call: the norm of the adapters takes its statistics from them.';
const ALONE = 'A prediction depends on its own row alone.';

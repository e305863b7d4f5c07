import { base64 } from '../../lib/base64';
import { distinctNames } from '../../lib/distinct-names';
import type { OfEachModel, OnnxModel } from '../../protocol/take-away';

/**
 * The files of models as ONNX, by their names: `model.onnx` and, beside it, `model.encoding.json`. With one model per domain, a pair for each
 * domain, and `domains.json`: a list with the `name` of each domain and its `model` and `encoding`, null where it has no model.
 */
export function onnxFiles({ models, untrained }: OfEachModel<OnnxModel>): Record<string, Uint8Array | string> {
  const files: Record<string, Uint8Array | string> = {};
  const apart: { name: string; model: string | null; encoding: string | null }[] = [];
  const names = distinctNames(models.map(({ domain = 'model' }) => domain));
  for (const [i, { domain, model, encoding }] of models.entries()) {
    const own = { model: `${names[i]}.onnx`, encoding: `${names[i]}.encoding.json` };
    files[own.model] = model;
    files[own.encoding] = JSON.stringify(encoding);
    if (domain !== undefined) apart.push({ name: domain, ...own });
  }
  apart.push(...untrained.map((name) => ({ name, model: null, encoding: null })));
  if (apart.length > 0) files['domains.json'] = JSON.stringify(apart, null, 2);
  return files;
}

/** The files as the command line gets them from its page. */
export interface OnnxTexts {
  /** Whether there is a pair for each domain. */
  apart: boolean;
  /** By their names, base64. */
  files: Record<string, string>;
  /** Domains that have none. */
  untrained: string[];
}

export function onnxTexts(made: OfEachModel<OnnxModel>): OnnxTexts {
  const bytes = (content: Uint8Array | string) => (typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const files = Object.entries(onnxFiles(made)).map(([name, content]) => [name, base64(bytes(content))]);
  return { apart: made.models[0].domain !== undefined, files: Object.fromEntries(files), untrained: made.untrained };
}

import * as v from 'valibot';
import { FUSED_OP_NAMES, type Measured } from '../../protocol/engine';

/** What was measured of the engines, kept in this browser; it is read as carefully as any file. */
const KEY = 'hamur.engines';

const engines = <T extends v.GenericSchema>(value: T) => v.strictObject({ webgpu: v.optional(value), wasm: v.optional(value), cpu: v.optional(value) });
const check = v.strictObject({
  op: v.picklist(FUSED_OP_NAMES),
  deviation: v.number(),
  passed: v.boolean(),
  ms: v.number(),
});
const schema = v.strictObject({ key: v.string(), gflops: engines(v.number()), checks: engines(v.array(check)) });

/** @returns undefined where nothing is kept, or nothing that makes sense */
export function rememberedMeasures(): Measured | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return read.success ? (read.output as Measured) : undefined;
  } catch {
    // Storage may be refused, or hold anything: then it is measured again.
    return undefined;
  }
}

export function rememberMeasures(measured: Measured): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(measured));
  } catch {
    // As above.
  }
}

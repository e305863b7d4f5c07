import type { TensorInfo } from '@tensorflow/tfjs-core';
import { ADAPTER_CELL, ADAPTER_CELL_GRADIENT, type AdapterCell } from '../../kernels/fused';
import { byWeight } from './linear';
import { packed } from './pack';
import { registerFused, shape3, shares } from './register';

/** Rows of a share: their H stays in the second cache from one product to the next. */
const ROWS = 48;

interface Sizes {
  towers: number;
  rows: number;
  /** Width of the layer, side of H, width of the bottleneck. */
  m: number;
  k: number;
  r: number;
}

function sizesOf(z: TensorInfo, u1: TensorInfo, v1: TensorInfo): Sizes {
  const [towers, rows, m] = shape3(z);
  return { towers, rows, m, k: u1.shape[1] as number, r: v1.shape[1] as number };
}

export function registerAdapterCell(): void {
  registerFused<AdapterCell>(ADAPTER_CELL, (machine, inputs, { scale }) => {
    const { z, h, u1, v1, u2, v2, b1, b2 } = inputs as Record<'z' | 'h' | 'u1' | 'v1' | 'u2' | 'v2' | 'b1' | 'b2', TensorInfo>;
    const { towers, rows, m, k, r } = sizesOf(z, u1, v1);
    const weights = [
      packed(machine, 'packed u1', u1, 1, m, k, false),
      packed(machine, 'packed v1', v1, 1, k, r, false),
      packed(machine, 'packed u2', u2, 1, r, k, false),
      packed(machine, 'packed v2', v2, 1, k, m, false),
    ];
    const outputs = [m, k, k, r, k, k].map((width) => machine.output([towers, rows, width]));
    const given = [machine.at(z), machine.at(h), ...weights, machine.at(b1), machine.at(b2)];
    machine.run('adapterCell', shares(rows, ROWS), ...given, ...outputs.map((output) => machine.at(output)), towers, rows, m, k, r, scale);
    return outputs;
  });

  registerFused<AdapterCell>(ADAPTER_CELL_GRADIENT, (machine, inputs, { scale }, into) => {
    const { du, z, h, u1, v1, u2, v2, t1, t2, a, t4, t5 } = inputs as Record<
      'du' | 'z' | 'h' | 'u1' | 'v1' | 'u2' | 'v2' | 't1' | 't2' | 'a' | 't4' | 't5',
      TensorInfo
    >;
    const { towers, rows, m, k, r } = sizesOf(z, u1, v1);
    const dz = machine.output([towers, rows, m]);
    const dh = machine.output([1, rows, k * k]);
    const du1 = machine.output([m, k], into.intoU1);
    const dv1 = machine.output([k, r], into.intoV1);
    const du2 = machine.output([r, k], into.intoU2);
    const dv2 = machine.output([k, m], into.intoV2);
    const db1 = machine.output([r], into.intoB1);
    const db2 = machine.output([m], into.intoB2);
    const weights = [
      packed(machine, 'packed u1', u1, 1, k, m, true),
      packed(machine, 'packed v1', v1, 1, r, k, true),
      packed(machine, 'packed u2', u2, 1, k, r, true),
      packed(machine, 'packed v2', v2, 1, m, k, true),
    ];
    const all = towers * rows;
    const [dt1, dt2, dt4, dt5] = ['dt1', 'dt2', 'dt4', 'dt5'].map((name) => machine.space(name, 4 * all * k)) as [number, number, number, number];
    const ds = machine.space('ds', 4 * all * r);
    const given = [machine.at(du), machine.at(h), ...weights, machine.at(t1), machine.at(a), machine.at(t4), machine.at(inputs.plus)];
    const sizes = [towers, rows, m, k, r, scale];
    machine.run('adapterCellGradient', shares(rows, ROWS), ...given, machine.at(dz), machine.at(dh), dt1, dt2, ds, dt4, dt5, ...sizes);

    // All towers share U, V and b: their rows are one long batch.
    byWeight(machine, machine.at(z), 1, dt1, 0, machine.at(du1), 0, 1, all, m, k);
    byWeight(machine, machine.at(t2), 1, ds, 0, machine.at(dv1), machine.at(db1), 1, all, k, r);
    byWeight(machine, machine.at(a), 1, dt4, 0, machine.at(du2), 0, 1, all, r, k);
    byWeight(machine, machine.at(t5), 1, machine.at(du), 0, machine.at(dv2), machine.at(db2), 1, all, k, m);
    return [dz, dh, du1, dv1, du2, dv2, db1, db2];
  });
}

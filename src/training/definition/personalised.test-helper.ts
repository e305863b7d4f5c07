import type { FieldShape } from '../../model/shape';
import type { Defined, Parts } from './parts.test-helper';
import { type Rows, range, relu, sideBySide, sigmoid } from './rows.test-helper';

const isDomain = ({ name }: FieldShape): boolean => name === 'domain_indicator';
const isId = ({ id }: FieldShape): boolean => id === true;

/** Of each row the embeddings of some fields, and then the dense values if they are wanted. */
function chosen({ shape, fields, batch }: Parts, has: (field: FieldShape) => boolean, dense: boolean): Rows {
  return fields.map((row, i) => {
    let from = 0;
    const own = shape.fields.flatMap((field) => {
      const values = row.slice(from, from + field.width);
      from += field.width;
      return has(field) ? values : [];
    });
    return [...own, ...(dense ? (batch.dense[i] as number[]) : [])];
  });
}

const times = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((value, j) => value * ((b[i] as number[])[j] as number)));

/** Equations 1 and 2 of PEPNet, with gamma = 2. */
function gate({ linear }: Parts, name: string, g: number, x: Rows, width: number): Rows {
  const crossed = relu(linear(`${name}.crossing`, g, x, width));
  return linear(`${name}.scoring`, g, crossed, width).map((row) => row.map((value) => 2 * sigmoid(value)));
}

function scaledInput(parts: Parts, input: Rows): Rows {
  const domain = chosen(parts, isDomain, false);
  return times(gate(parts, 'embedding-gate', 0, sideBySide(domain, parts.stopped('input', input)), input[0]?.length ?? 0), input);
}

function gatedTowers(parts: Parts, input: Rows, gateInput: Rows): number[] {
  const { shape, config, rows, own, layer, linear, adapt, normRows, ownLogits } = parts;
  return ownLogits(
    range(shape.domains).map((d) => {
      const of = config.towerRows === 'own' ? own(d) : rows;
      const top = config.layers.reduce((z, width, l) => {
        const open = layer(`tower.${l}`, d, z, width, of);
        return adapt(l + 1, times(open, gate(parts, `layer-gate.${l}`, d, gateInput, width)), () => normRows(d));
      }, input);
      return linear('head', d, top, 1).map(([logit]) => logit as number);
    }),
  );
}

export const epnet: Defined = (parts) => {
  const input = scaledInput(
    parts,
    chosen(parts, (field) => !isDomain(field), true),
  );
  return parts.linear('head', 0, parts.deep(input), 1).map(([logit]) => logit as number);
};

export const ppnet: Defined = (parts) => {
  const ids = chosen(parts, isId, false);
  const others = chosen(parts, (field) => !isId(field), true);
  const stopped = parts.stopped('others', others);
  const all = sideBySide(ids, stopped);
  return parts.config.follows === 'public-code' ? gatedTowers(parts, all, all) : gatedTowers(parts, others, all);
};

export const pepnet: Defined = (parts) => {
  const ids = chosen(parts, isId, false);
  const input = scaledInput(
    parts,
    chosen(parts, (field) => !isDomain(field) && !isId(field), true),
  );
  return gatedTowers(parts, input, sideBySide(ids, parts.stopped('scaled', input)));
};

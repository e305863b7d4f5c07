import { madeOf } from '../../config/adapter-kinds';
import { ADAPTER_KINDS, type AdapterKind } from '../../config/run-config';
import { both, fields, flag, floats, indices, list, number, oneOf, orNull, type Shape, someFloats, text, whole } from './shape';

/** What was seen inside of a run's model: lengths belong together. */

/** As configurations bound them. */
const MOST = { k: 256, bottleneck: 1024, width: 8192, adapters: 16, looks: 20_000, rows: 1000, walks: 1000, parts: 1000, probes: 10_000_000 } as const;
const share = number(0, 1);
const vector = someFloats(1_000_000);

/** The rows that looks are taken at. */
export const probes =
  (domains: number): Shape =>
  (value, path) => {
    fields({ rows: (each, at) => indices((each as Int32Array | undefined)?.length ?? -1, 2 ** 31)(each, at) })(value, path);
    const n = (value as { rows: Int32Array }).rows.length;
    const column: Shape = (each, at) => {
      fields({ name: text(), values: list(text(), { most: MOST.probes }) })(each, at);
      fields({ codes: indices(n, (each as { values: string[] }).values.length) })(each, at);
    };
    fields({ domains: indices(n, domains), labels: indices(n, 2), columns: list(column, { most: 100_000 }), paired: whole() })(value, path);
  };

interface Sizes {
  domains: number;
  adapterKind?: AdapterKind;
  k: number;
  bottleneck: number;
  adapters: { layer: number; width: number }[];
}

const head = both(
  fields({}, { adapterKind: oneOf(ADAPTER_KINDS) }),
  fields({
    epoch: number(0),
    final: flag,
    k: whole(0, MOST.k),
    bottleneck: whole(0, MOST.bottleneck),
    adapters: list(fields({ layer: whole(1, 100), width: whole(1, MOST.width) }), { most: MOST.adapters }),
  }),
);

/** @param probed how many rows it was taken at */
export const look =
  (domains: number, probed: number): Shape =>
  (value, path) => {
    both(head, fields({ step: whole() }))(value, path);
    const sizes: Sizes = { ...(value as Omit<Sizes, 'domains'>), domains };
    const { adapters } = sizes;
    const made = madeOf(sizes, domains);
    const squares = list(orNull(number()), domains * domains);
    const none: Shape = list(number(), 0);
    const square: Shape = (each, at) => (Array.isArray(each) && each.length === 0 ? none : squares)(each, at);
    const spectrum = list(vector, domains);
    const perDomain = (item: Shape) => list(orNull(item), domains);
    fields(
      {
        factors: factorsOf(sizes),
        domains: list(fields({ rows: whole(), h: floats(made) }), domains),
        rows: list(fields({ row: whole(), domain: whole(0, domains - 1), h: floats(made) }), { most: MOST.rows }),
        spectra: fields({ h: spectrum, adapters: list(fields({ down: spectrum, up: spectrum }), adapters.length) }),
        use: list(fields({ size: perDomain(number(0)), saturated: perDomain(share), dead: share, still: share }), adapters.length),
      },
      {
        map: fields({ coordinates: floats(2 * probed), explained: list(number(), 2) }),
        similarity: fields({
          cka: square,
          moved: square,
          cosine: square,
          energy: square,
          silhouette: fields({ mean: orNull(number()), byDomain: perDomain(number()) }),
        }),
        instances: fields({ h: floats(probed * made), predictions: floats(probed) }),
        walks: walksOf(sizes),
      },
    )(value, path);
  };

/** A look that holds no more than the walks of some rows. */
const walkedLook =
  (domains: number): Shape =>
  (value, path) => {
    head(value, path);
    const sizes: Sizes = { ...(value as Omit<Sizes, 'domains'>), domains };
    fields({ factors: factorsOf(sizes) }, { walks: walksOf(sizes) })(value, path);
  };

export const looks = (domains: number, probed: number): Shape => list(look(domains, probed), { most: MOST.looks });

/** How a run went from the authors' start. */
export const rankHistory =
  (domains: number): Shape =>
  (value, path) => {
    fields({ epochs: list(number(0), { most: MOST.looks }) }, { walks: list(walkedLook(domains), { most: MOST.looks }) })(value, path);
    const each = list(number(), (value as { epochs: number[] }).epochs.length);
    fields({ h: each, down: each, up: each, saturated: each, dead: each })(value, path);
  };

const factorsOf = ({ adapterKind: adapter, domains, k, bottleneck, adapters }: Sizes): Shape =>
  eachOf(adapters, ({ width }) => {
    const own = adapter === 'per-domain';
    // Of a generated bias U is a single row.
    const [u1, u2] = own ? [0, 0] : adapter === 'bias' ? [1, 1] : [width, bottleneck];
    const free = floats((own ? domains : 1) * width * bottleneck);
    const factors = {
      width: oneOf([width]),
      bottleneck: oneOf([bottleneck]),
      k: oneOf([k]),
      u1: floats(u1 * k),
      v1: floats(own ? 0 : k * bottleneck),
      u2: floats(u2 * k),
      v2: floats(own ? 0 : k * width),
    };
    return fields(own || adapter === 'bias' ? { ...factors, down: free, up: free } : factors);
  });

/** A list with as many items as another, each with a shape of its own. */
const eachOf =
  <T>(all: readonly T[], shapeOf: (of: T) => Shape): Shape =>
  (value, path) => {
    list(() => {}, all.length)(value, path);
    for (const [i, of] of all.entries()) shapeOf(of)((value as unknown[])[i], `${path}[${i}]`);
  };

/** Walks are set beside each other, so all of them are of one model. */
const walksOf =
  (sizes: Sizes): Shape =>
  (value, path) => {
    list(walkOf(sizes), { most: MOST.walks })(value, path);
    const walks = value as Walked[];
    const [first] = walks;
    if (first) list(alike(first), walks.length)(walks, path);
  };

interface Walked {
  fields: { kind: string; numbers: Float32Array }[];
  hidden: Float32Array[];
  h: Float32Array;
  below: { values: Float32Array }[];
  layers: { z: Float32Array; adapter?: object }[];
  beside: { values: Float32Array }[];
}

const named = list(fields({ name: text(), values: vector }), { most: MOST.parts });

function walkOf({ bottleneck, adapters, domains, ...sizes }: Sizes): Shape {
  const both = fields({ logit: number(), prediction: share });
  const layer: Shape = (value, path) => {
    fields({ layer: whole(1, 100), z: vector })(value, path);
    const { length } = (value as { z: Float32Array }).z;
    const adapter = fields({ place: whole(0, adapters.length - 1), bottleneck: floats(bottleneck), up: floats(length), added: floats(length) });
    fields({}, { adapter })(value, path);
  };
  return fields({
    row: whole(),
    domain: whole(0, domains - 1),
    ownDomain: whole(0, domains - 1),
    label: whole(0, 1),
    fields: list(fields({ name: text(), kind: oneOf(['sparse', 'dense', 'domain']), text: text(), numbers: vector }), { most: 100_000 }),
    hidden: list(vector, { most: MOST.parts }),
    h: floats(0, madeOf(sizes, domains)),
    below: named,
    layers: list(layer, { most: MOST.parts }),
    beside: named,
    logit: number(),
    prediction: share,
    withThisH: both,
  });
}

/** A walk through the same model. */
function alike(first: Walked): Shape {
  const vectors = (all: readonly Float32Array[]) => eachOf(all, ({ length }) => floats(length));
  return fields({
    fields: eachOf(first.fields, ({ kind, numbers }) => fields({ kind: oneOf([kind]), numbers: floats(numbers.length) })),
    hidden: vectors(first.hidden),
    h: floats(first.h.length),
    below: eachOf(first.below, ({ values }) => fields({ values: floats(values.length) })),
    layers: eachOf(first.layers, ({ z, adapter }) => fields({ z: floats(z.length), ...(adapter && { adapter: fields({}) }) })),
    beside: eachOf(first.beside, ({ values }) => fields({ values: floats(values.length) })),
  });
}

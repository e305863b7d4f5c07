import { randomStream } from '../../lib/random';
import type { Column, Table } from '../table/table';
import { Texts } from '../table/texts';
import { type ClickModel, drawTruth, HOURS, logitOf } from './click-model';

/** Columns: user_id, segment, item_id, category, hour, price, channel (the domain), click. */
export function generate(name: string, model: ClickModel, rows: number, seed: number): Table {
  const taste = randomStream(seed, `demo/${name}/truth`);
  const truth = drawTruth(model, taste);
  const random = randomStream(seed, `demo/${name}/rows`);

  const values = {
    user_id: new Int32Array(rows),
    segment: new Int32Array(rows),
    item_id: new Int32Array(rows),
    category: new Int32Array(rows),
    hour: new Int32Array(rows),
    price: new Int32Array(rows),
    channel: new Int32Array(rows),
    click: new Int32Array(rows),
  };
  const trueLogits = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const domain = pickShare(
      model.domains.map(({ share }) => share),
      random.uniform(),
    );
    const user = random.below(model.users);
    const item = pickCumulative(truth.popularity, random.uniform());
    const hour = random.below(HOURS);
    const price = random.below(1000);
    const logit = logitOf(model, truth, domain, user, item, hour, price / 1000);
    trueLogits[row] = logit;
    values.user_id[row] = user;
    values.segment[row] = truth.segmentOf[user] as number;
    values.item_id[row] = item;
    values.category[row] = truth.categoryOf[item] as number;
    values.hour[row] = hour;
    values.price[row] = price;
    values.channel[row] = domain;
    values.click[row] = Number(random.uniform() < 1 / (1 + Math.exp(-logit)));
  }
  const texts: Record<keyof typeof values, (code: number) => string> = {
    user_id: (code) => `u${code}`,
    segment: (code) => `s${code}`,
    item_id: (code) => `i${code}`,
    category: (code) => `c${code}`,
    hour: String,
    price: (code) => (code / 1000).toFixed(3),
    channel: (code) => (model.domains[code] as { name: string }).name,
    click: String,
  };
  const sizes = {
    user_id: model.users,
    segment: model.segments,
    item_id: model.items,
    category: model.categories,
    hour: HOURS,
    price: 1000,
    channel: model.domains.length,
    click: 2,
  };
  const columns = (Object.keys(values) as (keyof typeof values)[]).map(
    (column): Column =>
      compact(
        column,
        values[column],
        Array.from({ length: sizes[column] }, (_, code) => texts[column](code)),
      ),
  );
  return { name, rows, columns, hash: `demo-${name}-${rows}-${seed}`, warnings: [], trueLogits, trueLabel: 'click' };
}

function pickShare(shares: readonly number[], uniform: number): number {
  let sum = 0;
  for (const [i, share] of shares.entries()) {
    sum += share;
    if (uniform < sum) return i;
  }
  return shares.length - 1;
}

function pickCumulative(sums: Float64Array, uniform: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] as number) > uniform) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Codes in order of first appearance, and only the texts that occur, as a table read from a file has them. */
function compact(name: string, codes: Int32Array, values: readonly string[]): Column {
  const codeOf = new Int32Array(values.length).fill(-1);
  const seen: string[] = [];
  const renumbered = Int32Array.from(codes, (code) => {
    if (codeOf[code] === -1) codeOf[code] = seen.push(values[code] as string) - 1;
    return codeOf[code] as number;
  });
  return { name, codes: renumbered, values: Texts.of(seen) };
}

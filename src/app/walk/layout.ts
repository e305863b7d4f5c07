import type { BoxName, StepName } from './steps';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line of the flow, drawn when its step is reached. */
export interface FlowLine {
  from: BoxName;
  to: BoxName;
  step: StepName;
  /** An SVG path. */
  path: string;
}

/** Where everything stands, in pixels. */
export interface Plan {
  /** Left to right, or top to bottom. */
  wide: boolean;
  height: number;
  boxes: Record<BoxName, Rect>;
  lines: FlowLine[];
  /** Fields that have a line; the others are counted in the last one. */
  fields: number;
}

/** From this width on it goes from left to right. */
export const WIDE = 860;
/** A field's line, a box's title, its caption, and the room around its cells. */
export const [FIELD, TITLE, CAPTION, PAD] = [24, 24, 20, 8];
const FRAME = TITLE + CAPTION + PAD;
const MOST_FIELDS = 14;

/** @param width of the place, in pixels @param fields of the row */
export function planOf(width: number, fields: number): Plan {
  return width >= WIDE ? acrossPlan(width, fields) : downPlan(width, fields);
}

/** Two lanes: what the hyper-network makes above, the tower below; the row at the left, its prediction at the right. */
function acrossPlan(width: number, count: number): Plan {
  const gap = Math.max(16, Math.round(width / 56));
  const [top, between] = [12, 40];
  const rowWidth = Math.round(Math.min(176, width * 0.135));
  const fieldsWidth = Math.round(Math.min(176, width * 0.135));
  const left = rowWidth + fieldsWidth + 2 * gap;
  const column = Math.floor((width - left - 5 * gap) / 6);
  // Its heat maps are square.
  const lane = FRAME + Math.min(column - 2 * PAD, 152);
  const height = top + 2 * lane + between + 20;
  const fields = Math.min(count, MOST_FIELDS, Math.floor((height - 20 - top - FRAME) / FIELD));
  const tall = FRAME + fields * FIELD;
  const middle = top + lane + between / 2;
  const at = (c: number, lower: boolean, span = 1): Rect => ({
    x: left + c * (column + gap),
    y: lower ? top + lane + between : top,
    width: span * column + (span - 1) * gap,
    height: lane,
  });
  const y = Math.round(Math.max(top, middle - tall / 2));
  const boxes: Record<BoxName, Rect> = {
    row: { x: 0, y, width: rowWidth, height: tall },
    embeddings: { x: rowWidth + gap, y, width: fieldsWidth, height: tall },
    hyper: at(0, false),
    h: at(1, false),
    down: at(2, false),
    'up-weights': at(3, false),
    prediction: at(4, false, 2),
    tower: at(0, true, 2),
    bottleneck: at(2, true),
    up: at(3, true),
    norm: at(4, true),
    sum: at(5, true),
  };
  const { h, down, tower, bottleneck, up, sum } = boxes;
  const upWeights = boxes['up-weights'];
  const across = (from: BoxName, to: BoxName, step: StepName): FlowLine => ({ from, to, step, path: flat(boxes[from], boxes[to]) });
  const under = bottomOf(tower) + 12;
  return {
    wide: true,
    height,
    boxes,
    fields,
    lines: [
      across('row', 'embeddings', 'embeddings'),
      across('embeddings', 'hyper', 'hyper'),
      across('hyper', 'h', 'h'),
      across('h', 'down', 'weights'),
      { from: 'h', to: 'up-weights', step: 'weights', path: `M${centre(h)} ${h.y} V3 H${centre(upWeights)} V${upWeights.y}` },
      across('embeddings', 'tower', 'tower'),
      across('tower', 'bottleneck', 'bottleneck'),
      { from: 'down', to: 'bottleneck', step: 'bottleneck', path: `M${centre(down)} ${bottomOf(down)} V${bottleneck.y}` },
      across('bottleneck', 'up', 'up'),
      { from: 'up-weights', to: 'up', step: 'up', path: `M${centre(upWeights)} ${bottomOf(upWeights)} V${up.y}` },
      across('up', 'norm', 'norm'),
      across('norm', 'sum', 'sum'),
      { from: 'tower', to: 'sum', step: 'sum', path: `M${centre(tower)} ${bottomOf(tower)} V${under} H${centre(sum)} V${bottomOf(sum)}` },
      { from: 'sum', to: 'prediction', step: 'prediction', path: `M${centre(sum)} ${sum.y} V${bottomOf(boxes.prediction)}` },
    ],
  };
}

/** One below the other; what skips a box goes along the sides. */
function downPlan(width: number, count: number): Plan {
  const [gap, inset] = [20, 12];
  const inner = width - 2 * inset;
  const half = Math.floor((inner - gap) / 2);
  const fields = Math.min(count, MOST_FIELDS);
  const square = Math.min(half - 2 * PAD, 132);
  let y = 0;
  const next = (height: number) => {
    const at = y;
    y += height + gap;
    return at;
  };
  const pair = (height: number): [Rect, Rect] => {
    const at = next(height);
    return [
      { x: inset, y: at, width: half, height },
      { x: inset + half + gap, y: at, width: half, height },
    ];
  };
  const whole = (height: number): Rect => ({ x: inset, y: next(height), width: inner, height });
  const [row, embeddings] = pair(FRAME + fields * FIELD);
  const [hyper, h] = pair(FRAME + square);
  const [down, upWeights] = pair(FRAME + square);
  const tower = whole(FRAME + 40);
  const [bottleneck, up, norm] = [whole(FRAME + 16), whole(FRAME + 16), whole(FRAME + 16)];
  const sum = whole(FRAME + 40);
  const prediction = whole(FRAME + 104);
  const boxes: Record<BoxName, Rect> = { row, embeddings, hyper, h, down, 'up-weights': upWeights, tower, bottleneck, up, norm, sum, prediction };
  const drop = (from: BoxName, to: BoxName, step: StepName): FlowLine => {
    const [a, b] = [boxes[from], boxes[to]];
    const x = Math.min(centre(a), b.x + b.width - PAD);
    return { from, to, step, path: `M${x} ${bottomOf(a)} V${b.y}` };
  };
  const aside = (from: BoxName, to: BoxName, step: StepName, x: number): FlowLine => {
    const [a, b] = [boxes[from], boxes[to]];
    const edge = (rect: Rect) => (x < width / 2 ? rect.x : rect.x + rect.width);
    return { from, to, step, path: `M${edge(a)} ${middleOf(a)} H${x} V${middleOf(b)} H${edge(b)}` };
  };
  return {
    wide: false,
    height: y - gap + 1,
    boxes,
    fields,
    lines: [
      { from: 'row', to: 'embeddings', step: 'embeddings', path: flat(row, embeddings) },
      { from: 'embeddings', to: 'hyper', step: 'hyper', path: stairs(embeddings, hyper) },
      { from: 'hyper', to: 'h', step: 'h', path: flat(hyper, h) },
      { from: 'h', to: 'down', step: 'weights', path: stairs(h, down) },
      drop('h', 'up-weights', 'weights'),
      aside('embeddings', 'tower', 'tower', width - 2),
      drop('tower', 'bottleneck', 'bottleneck'),
      aside('down', 'bottleneck', 'bottleneck', 7),
      drop('bottleneck', 'up', 'up'),
      aside('up-weights', 'up', 'up', width - 7),
      drop('up', 'norm', 'norm'),
      drop('norm', 'sum', 'sum'),
      aside('tower', 'sum', 'sum', 2),
      drop('sum', 'prediction', 'prediction'),
    ],
  };
}

/** From H to where the biases that it makes are added, in place of the lines from H to the weights. */
export function biasLines({ wide, boxes }: Plan): FlowLine[] {
  const { h } = boxes;
  return (['bottleneck', 'up'] as const).map((to): FlowLine => {
    const box = boxes[to];
    // Beside the line that comes down from the weights.
    const x = centre(box) - 12;
    const between = Math.round((bottomOf(h) + box.y) / 2);
    const right = h.x + h.width;
    const path = wide
      ? `M${centre(h)} ${bottomOf(h)} V${between} H${x} V${box.y}`
      : `M${right} ${middleOf(h)} H${right + 3} V${middleOf(box) - 6} H${box.x + box.width}`;
    return { from: 'h', to, step: to, path };
  });
}

const centre = ({ x, width }: Rect) => Math.round(x + width / 2);
const middleOf = ({ y, height }: Rect) => Math.round(y + height / 2);
const bottomOf = ({ y, height }: Rect) => y + height;

/** From the right of one to the left of the other, as a flat S where they stand at different heights. */
function flat(a: Rect, b: Rect): string {
  const [x1, y1, x2, y2] = [a.x + a.width, middleOf(a), b.x, middleOf(b)];
  const half = (x1 + x2) / 2;
  return y1 === y2 ? `M${x1} ${y1} H${x2}` : `M${x1} ${y1} C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
}

/** From below one to above the other, through the gap between. */
function stairs(a: Rect, b: Rect): string {
  const half = (bottomOf(a) + b.y) / 2;
  return `M${centre(a)} ${bottomOf(a)} V${half} H${centre(b)} V${b.y}`;
}

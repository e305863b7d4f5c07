import type { Inside } from '../../model/context';
import type { Walk, WalkLayer } from '../../protocol/walk';
import type { Subject } from '../subject';
import { walkFields } from './fields';
import { MOST_FOLLOWED } from './followed';
import { type Walked, type WalkPass, walkPasses } from './passes';
import { type Told, tapped } from './taps';

/** Walks the followed rows through the model, each as a row of each domain. */
export class Walker {
  private positions: number[];
  /** Made when they are first needed. */
  private passes: WalkPass[] | undefined;

  /**
   * @param columnOf the column that a sparse field reads, where its name is another
   * @param standIn position of the row that is followed where nobody chose one
   */
  constructor(
    private readonly subject: Subject,
    private readonly columnOf: Map<string, string>,
    private readonly standIn: number | undefined,
  ) {
    this.positions = this.standIns();
  }

  /**
   * @param rows row numbers of the table; those that were left out of the data are ignored; without any the stand-in is followed
   * @returns false where all were left out: then the rows of before stay
   */
  follow(rows: readonly number[]): boolean {
    const positions = this.chosenOf(rows);
    if (!positions) return false;
    this.positions = positions;
    this.dispose();
    return true;
  }

  /**
   * A walker of its own over the rows that are followed now, for what takes several passes: whichever rows are followed meanwhile, its
   * own stay. The caller disposes of it.
   */
  held(): Walker {
    const held = new Walker(this.subject, this.columnOf, this.standIn);
    held.positions = this.positions;
    return held;
  }

  /** @returns the followed rows' walks, by row, then by domain */
  async walk(): Promise<Walk[]> {
    const { learner } = this.subject;
    const passes = this.allPasses();
    const told = passes.map((pass) => tapped(learner, pass));
    const read = (await Promise.all(told.map(({ values }) => values.data()))) as Float32Array[];
    for (const { values } of told) values.dispose();
    return passes.flatMap(({ walks }, p) => {
      const { parts, values } = told[p] as Told;
      const [, width] = values.shape;
      return walks.map((walked, w) => this.assemble(walked, parts, (read[p] as Float32Array).subarray(w * width, (w + 1) * width)));
    });
  }

  /** The followed rows' predictions in their own domain, with the adapters changed. */
  async predictions(inside: Inside): Promise<{ row: number; prediction: number }[]> {
    const { data, learner } = this.subject;
    const asked = this.allPasses().flatMap(({ batcher, domains, count, walks, asItself }) => {
      const own = [...walks.entries()].filter(([, { domain, ownDomain }]) => domain === ownDomain);
      const batch = batcher.make(Int32Array.from(domains.keys()), count);
      const predicted = learner.predict(batch, inside);
      batch.dispose();
      return { predicted, rows: own.map(([w, { position }]) => ({ row: data.sourceRows[position] as number, at: asItself[w] as number })) };
    });
    const values = await Promise.all(asked.map(({ predicted }) => predicted.data()));
    for (const { predicted } of asked) predicted.dispose();
    return asked.flatMap(({ rows }, i) => rows.map(({ row, at }) => ({ row, prediction: values[i]?.[at] as number })));
  }

  dispose(): void {
    for (const batcher of new Set(this.passes?.map((pass) => pass.batcher))) batcher.dispose();
    this.passes = undefined;
  }

  private allPasses(): WalkPass[] {
    this.passes ??= walkPasses(this.subject, this.positions);
    return this.passes;
  }

  /** Undefined where rows are asked for, and none of them is in the data. */
  private chosenOf(rows: readonly number[]): number[] | undefined {
    if (rows.length === 0) return this.standIns();
    const { sourceRows } = this.subject.data;
    const chosen = [...new Set(rows)].map((row) => sourceRows.indexOf(row)).filter((position) => position >= 0);
    return chosen.length > 0 ? chosen.slice(0, MOST_FOLLOWED) : undefined;
  }

  private standIns(): number[] {
    return this.standIn === undefined ? [] : [this.standIn];
  }

  /** @param numbers as of `Told.values`, of one walk */
  private assemble(walked: Walked, parts: Told['parts'], numbers: Float32Array): Walk {
    const { data, learner } = this.subject;
    const [logitWithThis, prediction, predictionWithThis] = numbers.slice(-3) as unknown as [number, number, number];
    const walk: Walk = {
      row: data.sourceRows[walked.position] as number,
      domain: walked.domain,
      ownDomain: walked.ownDomain,
      label: data.labels[walked.position] as number,
      fields: [],
      hidden: [],
      h: new Float32Array(),
      below: [],
      layers: [],
      beside: [],
      logit: 0,
      prediction,
      withThisH: { logit: logitWithThis, prediction: predictionWithThis },
    };
    let at = 0;
    for (const { part, width } of parts) {
      const values = numbers.slice(at, at + width);
      at += width;
      if (part.of === 'input') walk.fields = walkFields(this.subject, learner.model.shape, this.columnOf, walked, values);
      else if (part.of === 'hidden') walk.hidden.push(values);
      else if (part.of === 'h') walk.h = values;
      else if (part.of === 'layer') walk.layers.push({ layer: part.layer, z: values });
      else if (part.of === 'logit') walk.logit = values[0] as number;
      else if ('name' in part) walk[part.of].push({ name: part.name, values });
      else {
        // An adapter is told of right after its layer.
        const layer = walk.layers.at(-1) as WalkLayer;
        layer.adapter = { ...(layer.adapter ?? { bottleneck: values, up: values, added: values }), place: part.place, [part.of]: values };
      }
    }
    return walk;
  }
}

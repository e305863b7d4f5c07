import { randomStream, shuffle } from '../config/random';
import type { EncodedData } from '../data/types';
import { matrixScale } from '../model/hyper-network';
import type { Batcher } from '../training/batch';
import type { Learner } from '../training/step';
import { type AdapterFactors, generatedWeights, meanMatrix } from './generated-weights';
import type { GeneratedWeights, Probe } from './types';

/** A domain's mean is taken over this many of its rows. */
const ROWS_PER_DOMAIN = 64;

/** Rows whose generated weights are watched: some of each domain's validation rows, and those that the person chose. */
export class Prober {
  private readonly domainRows: number[][];
  private chosen: { row: number; position: number }[] = [];

  constructor(
    private readonly data: EncodedData,
    private readonly batcher: Batcher,
    seed: number,
  ) {
    const { domains, domainIds, split } = data;
    const most = Math.max(1, Math.min(ROWS_PER_DOMAIN, Math.floor(batcher.size / domains.length)));
    this.domainRows = domains.map((_, d) => {
      const own = Array.from(split.val).filter((position) => domainIds[position] === d);
      return shuffle(own, randomStream(seed, `probe/${d}`)).slice(0, most);
    });
  }

  /** @param rows row numbers of the table; those that were left out of the data are passed over */
  watch(rows: readonly number[]): void {
    const positions = new Map<number, number>();
    for (const [position, row] of this.data.sourceRows.entries()) positions.set(row, position);
    this.chosen = rows.flatMap((row) => {
      const position = positions.get(row);
      return position === undefined ? [] : [{ row, position }];
    });
  }

  /** Evaluates the hyper-network on the watched rows and forms their weights. */
  async look(learner: Learner, epoch: number): Promise<Probe> {
    const { model } = learner;
    const { k, bottleneck } = model.config;
    const size = k * k;
    const scale = matrixScale(model.config);
    // Held on to: the person may choose other rows while the engine answers.
    const { chosen } = this;
    const positions = [...this.domainRows.flat(), ...chosen.map(({ position }) => position)];
    const [matrices, factors] = await Promise.all([this.matrices(learner, positions, size), this.factors(learner)]);
    const weightsOf = (h: Float32Array) => ({ h, adapters: factors.map((each) => generatedWeights(h, each)) });

    const subjects: GeneratedWeights[] = [];
    let at = 0;
    for (const [domain, rows] of this.domainRows.entries()) {
      const own = rows.map((_, i) => at + i);
      at += rows.length;
      if (own.length === 0) continue;
      const name = this.data.domains[domain]?.name ?? '';
      subjects.push({ subject: { kind: 'domain', domain, name, rows: own.length }, ...weightsOf(meanMatrix(matrices, size, own, scale)) });
    }
    for (const { row, position } of chosen) {
      const domain = this.data.domainIds[position] as number;
      subjects.push({ subject: { kind: 'row', row, domain }, ...weightsOf(meanMatrix(matrices, size, [at++], scale)) });
    }
    return { step: learner.steps, epoch, k, bottleneck, adapters: model.adapters.map(({ layer, width }) => ({ layer, width })), subjects };
  }

  /** H of rows, as the hyper-network puts it out: [rows, k * k], in batches of the one fixed shape. */
  private async matrices(learner: Learner, positions: number[], size: number): Promise<Float32Array> {
    const matrices = new Float32Array(positions.length * size);
    for (let start = 0; start < positions.length; start += this.batcher.size) {
      const batch = this.batcher.make(Int32Array.from(positions.slice(start, start + this.batcher.size)));
      // Only the rows that count are read back: a whole batch of H is megabytes.
      const output = learner.hyperOutput(batch, batch.count);
      matrices.set((await output.data()) as Float32Array, start * size);
      output.dispose();
      batch.dispose();
    }
    return matrices;
  }

  private async factors(learner: Learner): Promise<AdapterFactors[]> {
    const { adapters, config } = learner.model;
    return Promise.all(
      adapters.map(async ({ name, width }) => {
        const [u1, v1, u2, v2] = (await learner.readParameters([`${name}.u1`, `${name}.v1`, `${name}.u2`, `${name}.v2`])) as [
          Float32Array,
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        return { width, bottleneck: config.bottleneck, k: config.k, u1, v1, u2, v2 };
      }),
    );
  }
}

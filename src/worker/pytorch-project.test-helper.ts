import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { completeRunConfig } from '../config/complete';
import type { Roles, RunConfigInput } from '../config/run-config';
import { encode, makeDemo } from '../data';
import type { Table } from '../data/types';
import type { Engine } from '../engine/engine';
import { pytorchProject } from '../exports/pytorch/project';
import type { ModelResult } from '../protocol/result';
import type { OfEachModel, TorchParts } from '../protocol/take-away';
import { Trainer } from '../training/trainer';
import { type Ended, run } from './python-forks.test-helper';
import { torchParts } from './take-away';

/** Trains to the end, and takes the parts of a project: of the first model, and of each. */
export async function trainedParts(
  engine: Engine,
  table: Table,
  roles: Roles,
  input: RunConfigInput,
): Promise<{ parts: TorchParts; made: OfEachModel<TorchParts>; result: ModelResult | undefined }> {
  const config = completeRunConfig(input, roles);
  const data = encode(table, config);
  const trainer = new Trainer(config, data, engine, { beforeStep: async () => true, breathe: async () => {} });
  let result: ModelResult | undefined;
  try {
    await trainer.run({
      step: () => {},
      between: async () => {},
      epoch: () => {},
      evaluating: () => {},
      finished: (_, ended) => {
        result = ended;
      },
      compared: () => {},
    });
    const made = await torchParts(trainer, { table, data }, true);
    return { parts: made.models[0], made, result };
  } finally {
    trainer.dispose();
  }
}

/** The project of a small model without dropout, which 600 rows of a demo set trained, and what its training came to. */
export async function demoProject(engine: Engine): Promise<{ folder: string; result: ModelResult }> {
  const rows = 600;
  const { table, roles } = makeDemo('conflict', { rows });
  const { parts, result } = await trainedParts(engine, table, roles, {
    // Of the few test rows each segment has some of both classes, as users would not.
    data: { source: { demo: 'conflict', rows }, group: 'segment' },
    model: { backbone: 'mlp', layers: [6], embedding: 3, hyper: [4], k: 2, bottleneck: 3, dropout: 0, hyperDropout: 0 },
    train: { batch: 100, epochs: 2, learningRate: 0.01, baseline: false },
  });
  return { folder: unpacked(pytorchProject(parts, result)), result: result as ModelResult };
}

/** @returns the project's folder, a temporary one: what is in the zip's folder lies right in it, so that removing it leaves nothing behind */
export function unpacked(zip: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'hamur-project-'));
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const path = join(folder, name.slice(name.indexOf('/') + 1));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  return folder;
}

/** What a training said of its steps. */
export const lossesOf = (text: string) => [...text.matchAll(/^step \d+: loss (\S+)$/gm)].map(([, loss]) => Number(loss));

/** Two processes that find each other, each with its own arguments. */
export async function together(folder: string, args: (rank: number) => string[]): Promise<[Ended, Ended]> {
  const port = await freePort();
  const of = (rank: number) => ({ MASTER_ADDR: '127.0.0.1', MASTER_PORT: String(port), WORLD_SIZE: '2', RANK: String(rank), LOCAL_RANK: '0' });
  return Promise.all([run(folder, args(0), of(0)), run(folder, args(1), of(1))]);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Python that runs the cells of a project's notebook in their order, as where there is no matplotlib. */
export const NOTEBOOK = `
import json, sys
sys.modules["matplotlib"] = None
book = json.load(open("notebook.ipynb", encoding="utf-8"))
for cell in book["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), globals())
`;

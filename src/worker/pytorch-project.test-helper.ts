import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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
import { torchParts } from './take-away';

/** The interpreter that PYTHON names, else the first that has torch; undefined where there is none. */
export const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((path) => path && spawnSync(path, ['-c', 'import torch']).status === 0);

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

/** @returns what it printed, both streams and the first alone, and its status; one thread, so that many at once do not stand in each other's way */
export function run(folder: string, args: string[], environment: Record<string, string> = {}): { status: number | null; text: string; stdout: string } {
  const { status, stdout, stderr } = spawnSync(python as string, args, { cwd: folder, env: surroundings(environment), encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}`, stdout };
}

const surroundings = (more: Record<string, string> = {}) => ({ ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1', ...more });

/** What a training said of its steps. */
export const lossesOf = (text: string) => [...text.matchAll(/^step \d+: loss (\S+)$/gm)].map(([, loss]) => Number(loss));

/** @param rank of two processes; undefined: it is alone */
export function startPython(folder: string, rank: number | undefined, port: number, args: string[]): ChildProcess {
  const together: Record<string, string> =
    rank === undefined ? {} : { MASTER_ADDR: '127.0.0.1', MASTER_PORT: String(port), WORLD_SIZE: '2', RANK: String(rank), LOCAL_RANK: '0' };
  return spawn(python as string, args, { cwd: folder, env: surroundings(together), stdio: ['ignore', 'pipe', 'pipe'] });
}

/** @returns what it printed, both streams, and its status, when it has ended */
export function ended(child: ChildProcess): Promise<{ status: number | null; text: string }> {
  let text = '';
  child.stdout?.on('data', (piece) => (text += piece));
  child.stderr?.on('data', (piece) => (text += piece));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, text })));
}

export function freePort(): Promise<number> {
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

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { completeRunConfig } from '../config/complete';
import type { Roles, RunConfigInput } from '../config/run-config';
import { encode } from '../data';
import type { Table } from '../data/types';
import type { Engine } from '../engine/engine';
import type { ModelResult } from '../protocol/result';
import type { TorchParts } from '../protocol/take-away';
import { Trainer } from '../training/trainer';
import { torchParts } from './take-away';

/** The interpreter that PYTHON names, else the first that has torch; undefined where there is none. */
export const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((path) => path && spawnSync(path, ['-c', 'import torch']).status === 0);

/** Trains to the end, and takes the parts of a project. */
export async function trainedParts(
  engine: Engine,
  table: Table,
  roles: Roles,
  input: RunConfigInput,
): Promise<{ parts: TorchParts; result: ModelResult | undefined }> {
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
    return { parts: await torchParts(trainer, { table, data }, true), result };
  } finally {
    trainer.dispose();
  }
}

/** @returns the project's folder */
export function unpacked(zip: Uint8Array): string {
  const root = mkdtempSync(join(tmpdir(), 'hamur-project-'));
  let folder = root;
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const path = join(root, name);
    folder = join(root, name.split('/')[0] as string);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  return folder;
}

/** @returns what it printed, both streams, and its status; one thread, so that many at once do not stand in each other's way */
export function run(folder: string, args: string[], environment: Record<string, string> = {}): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(python as string, args, { cwd: folder, env: surroundings(environment), encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
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

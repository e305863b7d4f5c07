import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchedModel } from '../protocol/bench';

const SOURCES = join(import.meta.dirname, '..', 'exports', 'pytorch', 'project');

/** What `bench/pytorch/project.py` reads. */
export interface BenchedProject {
  folder: string;
  remove(): void;
}

/** The model as the PyTorch project has it, without rows or weights, in a folder of its own. */
export function benchedProject({ model, train, shape }: BenchedModel): BenchedProject {
  const folder = mkdtempSync(join(tmpdir(), 'hamur-bench-'));
  for (const name of readdirSync(SOURCES).filter((file) => file.endsWith('.py'))) copyFileSync(join(SOURCES, name), join(folder, name));
  copyFileSync(join(SOURCES, 'backbones', `${model.backbone}.py`), join(folder, 'backbone.py'));
  writeFileSync(join(folder, 'configuration.json'), JSON.stringify({ model, train }));
  writeFileSync(join(folder, 'encoding.json'), JSON.stringify({ shape }));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** Checks that the layers point one way; a check that looked at nothing has failed. `node check-layers.mjs [folder]` */
const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? root);
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const { stdout, stderr } = spawnSync(process.execPath, [cruiser, 'src', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'], {
  cwd: folder,
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
let summary;
try {
  ({ summary } = JSON.parse(stdout));
} catch {
  console.error(`dependency-cruiser said nothing readable. ${stderr}`);
  process.exit(1);
}
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(`${summary.totalCruised} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`);
if (summary.totalCruised === 0) console.error('No module was looked at: the check is broken.');
process.exit(summary.violations.length > 0 || summary.totalCruised === 0 ? 1 : 0);

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toCsv } from '../exports/csv';
import { errorText } from '../lib/error-text';
import { decodeRun } from '../runs/decode';
import type { RunRecord } from '../runs/record';
import { curvesTable } from '../runs/report/curves';
import { insideJson } from '../runs/report/inside-json';
import { runReport } from '../runs/report/run-report';
import { EXPORT_USAGE, type ExportKind, parseExportArguments } from './export-arguments';
import { forTerminal } from './for-terminal';
import { existingFile } from './run-source';
import { onUnread } from './unread';

const MAKE: Record<ExportKind, (run: RunRecord) => string> = {
  report: runReport,
  curves: (run) => toCsv(curvesTable(run)),
  inside: insideJson,
  config: ({ config }) => `${JSON.stringify(config, null, 2)}\n`,
};

/** `npm run export`: a file of a run file, without training. */
function main(): void {
  const args = parseExportArguments(process.argv.slice(2));
  if (!args) {
    console.log(EXPORT_USAGE);
    return;
  }
  const made = MAKE[args.as](decodeRun(readFileSync(existingFile(resolve(args.run), 'RUN'), 'utf8')));
  if (args.out === undefined) {
    onUnread(process.stdout, () => process.exit(0));
    process.stdout.write(made);
    return;
  }
  writeFileSync(args.out, made);
  console.log(`Wrote ${args.out}: ${Buffer.byteLength(made).toLocaleString('en')} bytes.`);
}

try {
  main();
} catch (error) {
  console.error(forTerminal(errorText(error)));
  process.exit(1);
}

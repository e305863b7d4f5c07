import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { refuseOtherSplits } from './stated-splits';

const TEXT = '{"train":[0],"val":[1],"test":[2]}';
const sha256 = createHash('sha256').update(TEXT).digest('hex');

test('row numbers of another split are refused, packed or not; a run that states none takes what there is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'splits-'));
  try {
    const fileOf = (name: string) => join(folder, name);
    const run = (rowsFile: string, split?: string) => ({ config: { split: { rowsFile } }, ...(split !== undefined && { split }) });
    writeFileSync(fileOf('a.json'), TEXT);
    writeFileSync(fileOf('a.json.gz'), gzipSync(TEXT, { level: 1 }));
    writeFileSync(fileOf('other.json.gz'), gzipSync(`${TEXT} `));
    refuseOtherSplits([run('a.json', sha256), run('a.json.gz', sha256), run('other.json.gz'), run('lacking.json'), { config: {} }], fileOf);
    expect(() => refuseOtherSplits([run('a.json', sha256), run('other.json.gz', sha256)], fileOf)).toThrow(
      /other\.json\.gz: these row numbers are another split: their SHA-256 is [0-9a-f]{64}, not /,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

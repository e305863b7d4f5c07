import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** Lines, as long as somebody reads them. */
const CHILD = `
  import { onUnread } from './src/cli/unread.ts';
  onUnread(process.stdout, () => process.exit(0));
  setInterval(() => process.stdout.write('a line\\n'), 5);
`;

test('a command whose output is no longer read ends without a word', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', CHILD]);
  const said: string[] = [];
  child.stderr.on('data', (text) => said.push(String(text)));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'exit');
  expect([code, said.join('')]).toEqual([0, '']);
});

import { expect, test } from 'vitest';
import { UserError } from '../lib/user-error';
import { forTerminal } from './for-terminal';
import { ProgressShow } from './progress';

test('what a name holds does nothing to the terminal', () => {
  expect(forTerminal('\u001b[2J\u001b]0;title\u0007name\r\n\u009b31m')).toBe('\\u001b[2J\\u001b]0;title\\u0007name\\u000d\\u000a\\u009b31m');
  expect(forTerminal('user\u202egpj.exe')).toBe('user\\u202egpj.exe');
  expect(forTerminal('\u2068user\u202egpj\u2069.')).toBe('user\\u202egpj.');
  expect(forTerminal('Ünï 日本 שלום "a" – 5 %\tx')).toBe('Ünï 日本 שלום "a" – 5 % x');
});

test('a run is shown so', () => {
  const written: string[] = [];
  const show = new ProgressShow({ isTTY: false, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream, false);
  show.line('Domain: \u001b[31mred');
  expect(written).toEqual(['Domain: \\u001b[31mred\n']);
});

test('an error says its name in one line', () => {
  const said = forTerminal(new UserError('it is no table', 'a\u001b\nb\u202e.csv').message);
  for (const c of ['\u001b', '\n', '\u202e']) expect(said).not.toContain(c);
});

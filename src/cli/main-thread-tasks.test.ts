import { expect, test } from 'vitest';
import { mainThreadTasks, type Trace } from './main-thread-tasks';

const thread = (pid: number, tid: number, name: string) => ({ name: 'thread_name', ph: 'M', pid, tid, args: { name } });
const task = (pid: number, tid: number, ms: number, name = 'RunTask') => ({ name, ph: 'X', pid, tid, tdur: 1000 * ms });
const trace = (...traceEvents: Trace['traceEvents']): Trace => ({ traceEvents });

test('counts the tasks of the busiest main thread by processor time', () => {
  const main = [thread(1, 1, 'CrRendererMain'), thread(1, 2, 'Compositor'), thread(2, 1, 'CrRendererMain')];
  const tasks = [task(1, 1, 20), task(1, 1, 50), task(1, 1, 60.5), task(1, 1, 500, 'FunctionCall'), task(1, 2, 900), task(2, 1, 90)];
  expect(mainThreadTasks(trace(...main, ...tasks))).toEqual({ count: 3, long: 1, longest: 60.5, total: 130.5 });
});

test('a trace that measured nothing is refused', () => {
  expect(() => mainThreadTasks(trace(thread(1, 1, 'CrRendererMain')))).toThrow('holds no task');
  expect(() => mainThreadTasks(trace(task(1, 1, 20)))).toThrow('holds no task');
});

import { expect, test } from 'vitest';
import { BLOCK_BYTES, JobBlock } from './job';

/** What a thread does when it has seen a job's number. */
const takeShares = (block: JobBlock, job: number) => (block as unknown as { takeShares(job: number): void }).takeShares(job);

function blocks() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const calls: string[] = [];
  const kernels = ['first', 'second'].map(
    (name) =>
      (...parameters: number[]) =>
        void calls.push(`${name} ${parameters.join(' ')}`),
  );
  const late: string[] = [];
  const lateKernels = ['first', 'second'].map(
    (name) =>
      (...parameters: number[]) =>
        void late.push(`${name} ${parameters.join(' ')}`),
  );
  expect(BLOCK_BYTES % 8).toBe(0);
  const caller = new JobBlock(memory, 64, kernels);
  caller.clear();
  return { caller, thread: new JobBlock(memory, 64, lateKernels), calls, late };
}

test('every share is done once, with its parameters', () => {
  const { caller, calls } = blocks();
  caller.run(0, 3, [7, 0.5]);
  caller.run(1, 1, []);
  expect(calls).toEqual(['first 7 0.5 0 3', 'first 7 0.5 1 3', 'first 7 0.5 2 3', 'second 0 1']);
});

test('a thread that comes late takes no share, whenever it comes', () => {
  const { caller, thread, calls, late } = blocks();
  caller.run(0, 2, [1]);
  const comes = () => takeShares(thread, 1);
  // While the next job, of more shares, is being written down; its parameters are read one by one then.
  const parameters = [11, 12];
  Object.defineProperty(parameters, 0, {
    get: () => {
      comes();
      return 11;
    },
  });
  caller.run(1, 9, parameters);
  // And afterwards.
  comes();
  expect(late).toEqual([]);
  expect(calls.filter((call) => call.startsWith('second'))).toEqual(Array.from({ length: 9 }, (_, i) => `second 11 12 ${i} 9`));
});

test('a kernel that fails is heard of, and the next job runs', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  let runs = 0;
  const fails = () => {
    throw new Error('unreachable');
  };
  const block = new JobBlock(memory, 0, [fails, () => runs++]);
  block.clear();
  expect(() => block.run(0, 4, [])).toThrow('failed');
  block.run(1, 4, []);
  expect(runs).toBe(4);
});

test('what another thread threw has no cause here, least of all that of an earlier failure', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const fail = (what: string) => () => {
    throw new Error(what);
  };
  const thread = new JobBlock(memory, 0, [fail('in this thread'), fail('in another thread')]);
  const block = new JobBlock(memory, 0, [fail('in this thread'), () => takeShares(thread, 2)]);
  block.clear();
  const causeOf = (kernel: number, chunks: number) => {
    try {
      block.run(kernel, chunks, []);
    } catch (error) {
      return (error as Error).cause;
    }
    throw new Error('It did not fail.');
  };
  expect(causeOf(0, 1)).toEqual(new Error('in this thread'));
  expect(causeOf(1, 2)).toBeUndefined();
});

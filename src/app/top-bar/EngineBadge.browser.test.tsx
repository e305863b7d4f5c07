import { describe, expect, test } from 'vitest';
import type { EngineInfo, EngineReport, Prepared } from '../../protocol/engine';
import { startedRun } from '../../runs/run.test-helper';
import { render } from '../render.test-helper';
import type { AppState } from '../store/store';
import { EngineBadge } from './EngineBadge';

const WASM: EngineInfo = { name: 'wasm', adapter: 'SIMD, 2 threads', reason: 'it was the fastest here' };
const ENGINES: EngineReport = {
  options: [
    { name: 'webgpu', available: false, adapter: '', reason: 'this browser has no WebGPU' },
    { name: 'wasm', available: true, adapter: 'SIMD, 2 threads', reason: 'runs everywhere' },
    { name: 'cpu', available: true, adapter: '', reason: 'the slowest' },
  ],
  auto: WASM,
  measured: { key: '', gflops: {}, checks: {} },
};
const prepared = (passed: boolean): Prepared => ({
  engine: WASM,
  checks: [{ op: 'norm', deviation: passed ? 1e-7 : 0.2, passed, ms: 3 }],
  compileMs: 1,
  checkMs: 1,
  measured: ENGINES.measured,
});

async function badge(given: Partial<AppState>) {
  const page = await render(<EngineBadge />, { engines: ENGINES, ...given });
  const choice = (name: string) => {
    const label = [...page.host.querySelectorAll('label')].find((each) => (each.textContent ?? '').startsWith(name));
    return label?.querySelector('input') as HTMLInputElement;
  };
  return { ...page, choice, name: () => page.host.querySelector('summary')?.textContent };
}

describe('which engine', () => {
  test('the one that Automatic takes, until another is chosen; one that is not there cannot be', async () => {
    const { choice, name, text } = await badge({});
    expect(name()).toBe('Engine: WebAssembly');
    expect(text()).toContain('Takes WebAssembly: it was the fastest here.');
    expect([choice('WebGPU'), choice('WebAssembly'), choice('JavaScript'), choice('Automatic')].map((each) => each.matches(':disabled'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(text()).toContain('this browser has no WebGPU');
  });

  test('that of the run, which cannot change within it', async () => {
    const run = { ...startedRun(), phase: 'training' as const, engine: { name: 'cpu' as const, adapter: 'one thread', reason: 'it was chosen' } };
    const { choice, name, text, change } = await badge({ run });
    expect(name()).toBe('Engine: JavaScript');
    expect(choice('WebAssembly').matches(':disabled')).toBe(true);
    expect(text()).toContain('This run uses JavaScript (one thread), because it was chosen. The engine cannot change during a run.');
    await change({ run: { ...run, phase: 'done' } });
    expect(choice('WebAssembly').matches(':disabled')).toBe(false);
  });
});

describe('whether its kernels are right', () => {
  test('it is reduced where one deviates, and only then it can be checked again', async () => {
    const { name, enabled, change } = await badge({ prepared: prepared(true) });
    expect(name()).toBe('Engine: WebAssembly');
    expect(enabled()).not.toContain('Check again');
    await change({ prepared: prepared(false) });
    expect(name()).toBe('Engine: WebAssembly reduced');
    expect(enabled()).toContain('Check again');
  });

  test('what is known of another engine is not said of this one', async () => {
    const { name } = await badge({ prepared: { ...prepared(false), engine: { ...WASM, name: 'cpu' } } });
    expect(name()).toBe('Engine: WebAssembly');
  });

  test('an engine that could not be measured can be checked again', async () => {
    const options = ENGINES.options.map((each) => (each.name === 'wasm' ? { ...each, unmeasured: true as const } : each));
    expect((await badge({ engines: { ...ENGINES, options } })).enabled()).toContain('Check again');
  });

  test('not while a run holds its weights there, and it says so', async () => {
    const { enabled, text, does, button, count } = await badge({ prepared: prepared(false), run: { ...startedRun(), phase: 'done' } });
    expect(enabled()).not.toContain('Check again');
    expect(text()).toContain('Reset the run first: its weights are on the engine.');
    const free = await badge({ prepared: prepared(false) });
    await free.does(() => free.button('Check again').click());
    expect(free.count('engines', 'measureAgain')).toBe(1);
    await does(() => button('Check again').click());
    expect(count('engines', 'measureAgain')).toBe(0);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import type { RunConfigInput } from '../config/run-config';
import { ENGINE_OF_TFJS } from '../engine/tfjs/engine';
import { FUSED_OP_NAMES } from '../protocol/engine';
import type { RunEvent } from '../protocol/run';
import { newRun } from '../runs/record';
import { withEvent } from '../runs/with-event';
import { openRooms } from './rooms';

/** What the page may do to a run at awkward moments. */

const SMALL: RunConfigInput = {
  model: { layers: [8], adapters: [1], hyper: [8], k: 2, bottleneck: 4, embedding: 4 },
  train: { batch: 128, epochs: 1, baseline: false },
};
const { requestDevice } = GPUAdapter.prototype;
afterEach(() => {
  GPUAdapter.prototype.requestDevice = requestDevice;
});

async function opened(input: RunConfigInput) {
  const rooms = openRooms();
  const { proposed } = await rooms.data.open({ demo: 'conflict', rows: 1300 }, () => {});
  const config = completeRunConfig({ ...SMALL, ...input }, proposed);
  const events: RunEvent[] = [];
  const phases = () => events.flatMap((event) => (event.type === 'phase' ? event.phase : []));
  const train = (onEvent: (event: RunEvent) => void = () => {}, change: RunConfigInput = {}, id?: string) => {
    events.length = 0;
    const take = (event: RunEvent) => {
      events.push(event);
      onEvent(event);
    };
    return rooms.run.train({ ...config, ...(change as object) } as typeof config, take, { inside: false, ...(id !== undefined && { id }) });
  };
  const engine = () => events.find((event) => event.type === 'engine')?.engine.name;
  const epochs = () => events.filter(({ type }) => type === 'epoch').length;
  return { ...rooms, config, train, phases, engine, epochs };
}

describe('a device that is lost', () => {
  /** The devices that are made from now on. */
  function watchedDevices(): GPUDevice[] {
    const devices: GPUDevice[] = [];
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args);
      devices.push(device);
      return device;
    };
    return devices;
  }

  test('the run goes on with a new one, and comes to the very same end', async () => {
    const { run, train, phases, config, engines } = await opened({ engine: 'webgpu' });
    const longer = { train: { ...config.train, epochs: 2, patience: 2 } };
    await train(() => {}, longer, 'whole');
    const whole = await run.weights('model');

    const devices = watchedDevices();
    await engines.measureAgain();
    let told = newRun({ config });
    let lost = false;
    await train(
      (event) => {
        told = withEvent(told, event);
        if (event.type !== 'epoch' || lost) return;
        lost = true;
        devices.at(-1)?.destroy();
      },
      longer,
      'lost',
    );
    expect(phases().at(-1)).toBe('done');
    expect(told.interruptions).toMatchObject([{ why: 'device', before: 'webgpu' }]);
    expect(told.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(await run.weights('model')).toEqual(whole);
  });

  test('where it goes again and again, or does not come back, the run goes on on the processor', async () => {
    const devices = watchedDevices();
    const { train, phases, engine, config } = await opened({ engine: 'webgpu' });
    for (const comesBack of [true, false]) {
      let told = newRun({ config });
      const named: string[] = [];
      await train(
        (event) => {
          told = withEvent(told, event);
          if (event.type !== 'engine') return;
          named.push(event.engine.name);
          if (!comesBack) GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('gone for good'));
          devices.at(-1)?.destroy();
        },
        {},
        `hopeless ${comesBack}`,
      );
      expect(phases().at(-1)).toBe('done');
      expect(engine()).toBe('webgpu');
      expect(named.at(-1)).toBe('wasm');
      expect(named).toHaveLength(comesBack ? 5 : 2);
      expect(told).toMatchObject({ engine: { name: 'wasm' }, interruptions: named.slice(1).map(() => ({ why: 'device', before: 'webgpu' })) });
    }
  });

  test('ends a run that is not kept with a clear message, and the next run has a new one', async () => {
    const devices = watchedDevices();
    const { run, engines, train, phases, engine } = await opened({ engine: 'webgpu' });
    const lost = train((event) => event.type === 'progress' && devices.at(-1)?.destroy(), { train: { ...(await opened({})).config.train, epochs: 50 } });
    await expect(lost).rejects.toThrow(/^engine: the webgpu device was lost \(.+\)\. Press Train to start again/);
    expect(phases().at(-1)).toBe('failed');
    expect(devices).toHaveLength(1);

    await train();
    expect(devices).toHaveLength(2);
    expect(phases().at(-1)).toBe('done');
    expect(engine()).toBe('webgpu');
    expect(await run.weights('model')).toBeInstanceOf(Uint8Array);
    // Neither the lost device's backend nor what listened to it is left.
    expect(Object.keys(ENGINE_OF_TFJS.registry)).toContain('webgpu');
    await engines.measureAgain();
    expect(Object.keys(ENGINE_OF_TFJS.registry)).not.toContain('webgpu');
  });
});

describe('a run that is stopped while it is prepared', () => {
  test.each(['preparing', 'data', 'engine'])('ends before its first step, and the next one starts at once: at %s', async (moment) => {
    const { run, train, phases, epochs } = await opened({ engine: 'wasm' });
    await train((event) => {
      if (event.type === moment || (event.type === 'phase' && event.phase === moment)) void run.stop();
    });
    expect(epochs()).toBe(0);
    expect(phases()).toEqual(moment === 'engine' ? ['preparing', 'training', 'stopped'] : ['preparing', 'stopped']);
    await train();
    expect(epochs()).toBe(1);
    expect(phases().at(-1)).toBe('done');
  });

  test('while the engine starts, it never trains', async () => {
    const { run, train, phases } = await opened({ engine: 'webgpu' });
    let starts = () => {};
    const starting = new Promise<void>((resolve) => {
      starts = resolve;
    });
    GPUAdapter.prototype.requestDevice = async function (...args) {
      starts();
      return requestDevice.apply(this, args);
    };
    const first = train();
    await starting;
    await expect(train()).rejects.toThrow('a run is still going on');
    await run.stop();
    await first;
    expect(phases()).not.toContain('training');
  });
});

test('data that are opened meanwhile, and settings that are looked at, change neither the run nor what is asked of it; the next run has them', async () => {
  const { data, run, inside, config, train, epochs } = await opened({ engine: 'wasm', train: { ...SMALL.train, epochs: 3, patience: 3 } });
  await train();
  const alone = await run.weights('model');

  let [looked, rows]: [Promise<unknown> | undefined, number | undefined] = [undefined, undefined];
  await train((event) => {
    if (event.type !== 'epoch' || looked) return;
    looked = data.open({ demo: 'many', rows: 1200 }, () => {}).then(({ proposed }) => data.preview(completeRunConfig({ ...SMALL, seed: 5 }, proposed)));
  });
  expect(await looked).toMatchObject({ data: { name: 'many', tableRows: 1200 } });
  expect(epochs()).toBe(3);
  expect(await run.weights('model')).toEqual(alone);
  // What is asked afterwards is asked of the run's table.
  expect((await inside.findRows([])).total).toBe(1300);
  expect((await inside.watchRows([1290]))?.rows[0]).toMatchObject({ row: 1290 });

  const { proposed } = await data.open({ demo: 'many', rows: 1200 }, () => {});
  await train(
    (event) => {
      if (event.type === 'data') rows = event.data.tableRows;
    },
    completeRunConfig({ ...config, data: { source: { demo: 'many' } } }, proposed),
  );
  expect(rows).toBe(1200);
  // Row numbers of one table say nothing of another.
  expect((await inside.look())?.rows.some(({ row }) => row === 1290)).toBe(false);
});

test('two models that are trained are compared, after both are tested, whether or not anybody watches', async () => {
  const { train, config } = await opened({ engine: 'wasm' });
  const order: string[] = [];
  let run = newRun({ config });
  await train(
    (event) => {
      run = withEvent(run, event);
      if (event.type === 'finished' || event.type === 'compared' || event.type === 'phase') order.push(event.type === 'phase' ? event.phase : event.type);
    },
    { train: { ...config.train, baseline: true } },
  );
  expect(order.slice(-5)).toEqual(['evaluating', 'finished', 'finished', 'compared', 'done']);
  const { comparison, test: ours, baseline } = run;
  expect(comparison?.meanOf.length).toBeGreaterThan(0);
  for (const d of comparison?.meanOf ?? [])
    expect(comparison?.byDomain[d]?.difference).toBeCloseTo((ours?.domains[d]?.auc as number) - (baseline?.test?.domains[d]?.auc as number), 10);
});

test('an engine that is prepared meanwhile takes none from a run that has begun', async () => {
  const { run, engines, train, phases, engine } = await opened({ engine: 'wasm' });
  const trained = train();
  expect(await engines.prepare('webgpu')).toBeUndefined();
  await trained;
  expect(engine()).toBe('wasm');
  expect(phases().at(-1)).toBe('done');
  // Nor from the weights that it left.
  expect(await engines.prepare('webgpu')).toBeUndefined();
  expect((await engines.prepare('wasm'))?.checks).toHaveLength(FUSED_OP_NAMES.length);
  expect(await run.weights('model')).toBeInstanceOf(Uint8Array);
});

test('where a run cannot be made for want of something unforeseen, the next one has a new engine', async () => {
  const { train, phases, epochs } = await opened({ engine: 'wasm' });
  const { runKernel, makeTensor } = ENGINE_OF_TFJS;
  ENGINE_OF_TFJS.makeTensor = () => {
    throw new Error('something unforeseen');
  };
  try {
    await expect(train()).rejects.toThrow('something unforeseen');
  } finally {
    ENGINE_OF_TFJS.makeTensor = makeTensor;
  }
  expect(phases().at(-1)).toBe('failed');
  // The engine was stopped, and with it what it had put in tfjs's way.
  expect(ENGINE_OF_TFJS.runKernel).toBe(runKernel);
  await train();
  expect(epochs()).toBe(1);
});

import { beforeAll, expect, test } from 'vitest';
import { completeRunConfig } from '../config/complete';
import { MemoryFolder } from '../storage/memory-folder.test-helper';
import { asBrowser, keepEveryEpoch, SETTINGS, tableFile, worker } from './worker-in-node.test-helper';

beforeAll(() => {
  keepEveryEpoch();
  const root = new MemoryFolder();
  asBrowser(() => root);
});

test('the model is asked as soon as its run is said to be done, though it is still being kept', async () => {
  const rooms = worker();
  await rooms.library.read();
  const { proposed } = await rooms.data.open({ files: [tableFile()] }, () => {});
  const asked: Promise<unknown>[] = [];
  await rooms.run.train(
    completeRunConfig(SETTINGS, proposed),
    (event) => {
      if (event.type === 'phase' && event.phase === 'done') asked.push(rooms.inside.calibration(), rooms.run.predictions('val'));
    },
    { id: 'run' },
  );
  const [calibration, predictions] = await Promise.all(asked);
  expect(calibration).toMatchObject([{ name: 'All rows' }, {}, {}]);
  expect(predictions).toMatchObject({ names: ['home', 'shop'] });
});

import { expect, test } from 'vitest';
import { inPlaces, type Outcome, type Place } from './pool';

interface TestPlace extends Place {
  number: number;
  closed: boolean;
  crash(error: Error): void;
}

function places() {
  const opened: TestPlace[] = [];
  const open = async (): Promise<TestPlace> => {
    let crash = (_: Error) => {};
    const crashed = new Promise<never>((_, reject) => {
      crash = reject;
    });
    crashed.catch(() => {});
    const place: TestPlace = {
      number: opened.length,
      closed: false,
      crashed,
      crash,
      async close() {
        place.closed = true;
        throw new Error('what is broken does not close');
      },
    };
    opened.push(place);
    return place;
  };
  return { opened, open };
}

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 2));

test('one place does all jobs in their order, and is opened once', async () => {
  const { opened, open } = places();
  const done: number[] = [];
  await inPlaces(
    [1, 2, 3],
    1,
    open,
    async (job) => {
      await soon();
      done.push(job);
    },
    () => {},
  );
  expect(done).toEqual([1, 2, 3]);
  expect(opened).toHaveLength(1);
});

test('several places work side by side, never more than there are jobs', async () => {
  const { opened, open } = places();
  let [now, most] = [0, 0];
  const done: string[] = [];
  const work = async (job: string) => {
    most = Math.max(most, ++now);
    await soon();
    now--;
    done.push(job);
  };
  await inPlaces(['a', 'b', 'c', 'd', 'e'], 2, open, work, () => {});
  expect(most).toBe(2);
  expect(done.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  await inPlaces(['f'], 4, open, work, () => {});
  expect(opened).toHaveLength(3);
});

test('a job that throws costs no other, and the next one has a new place', async () => {
  const { opened, open } = places();
  const outcomes: Outcome<number>[] = [];
  const work = async (job: number) => {
    if (job === 2) throw new Error('it diverged');
  };
  await inPlaces([1, 2, 3], 1, open, work, (outcome) => outcomes.push(outcome));
  expect(outcomes).toEqual([{ job: 1 }, { job: 2, error: new Error('it diverged') }, { job: 3 }]);
  expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
});

test('a place that crashes costs the job that was in it, even one that would never end', async () => {
  const { opened, open } = places();
  const outcomes: Outcome<number>[] = [];
  const at: number[] = [];
  const work = async (job: number, place: TestPlace) => {
    at[job] = place.number;
    if (job !== 1) return soon();
    setTimeout(() => place.crash(new Error('no memory')), 1);
    return new Promise<void>(() => {});
  };
  await inPlaces([0, 1, 2, 3], 1, open, work, (outcome) => outcomes.push(outcome));
  expect(outcomes.map(({ job, error }) => [job, error instanceof Error ? error.message : undefined])).toEqual([
    [0, undefined],
    [1, 'no memory'],
    [2, undefined],
    [3, undefined],
  ]);
  expect(at).toEqual([0, 0, 1, 1]);
  expect(opened).toHaveLength(2);
});

test('where no place can be opened, nothing more is begun, and what is under way ends', async () => {
  const { open } = places();
  let calls = 0;
  const begun: number[] = [];
  const ended: number[] = [];
  const broken = inPlaces(
    [1, 2, 3, 4],
    2,
    () => (++calls === 2 ? Promise.reject(new Error('no browser')) : open()),
    async (job) => {
      begun.push(job);
      await soon();
    },
    ({ job }) => ended.push(job),
  );
  await expect(broken).rejects.toThrow('no browser');
  expect(begun).toEqual([1]);
  expect(ended).toEqual([1]);
});

test('where an outcome cannot be kept, nothing more is begun', async () => {
  const { open } = places();
  const begun: number[] = [];
  const full = inPlaces(
    [1, 2],
    1,
    open,
    async (job) => {
      begun.push(job);
    },
    () => {
      throw new Error('the disk is full');
    },
  );
  await expect(full).rejects.toThrow('the disk is full');
  expect(begun).toEqual([1]);
});

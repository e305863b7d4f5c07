import { expect, test } from 'vitest';
import { atOnce, inSteps, type Steps, within } from './steps';

/** Ten steps of 10 ms each. */
function* slow(): Steps<string> {
  for (let i = 0; i < 10; i++) {
    yield i / 10;
    const end = performance.now() + 10;
    while (performance.now() < end);
  }
  return 'made';
}

test('work in steps lets other messages in, tells how far it is, and makes the same as without a rest', async () => {
  let heard = false;
  setTimeout(() => {
    heard = true;
  });
  const shares: number[] = [];
  const heardAt: boolean[] = [];
  const made = await inSteps(slow(), (share) => {
    shares.push(share);
    heardAt.push(heard);
  });
  expect(made).toBe(atOnce(slow()));
  expect(shares).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  expect(heardAt[8]).toBe(true);
});

test('what is told may give the work up, also at its very end', async () => {
  await expect(
    inSteps(slow(), (share) => {
      if (share === 1) throw new Error('given up');
    }),
  ).rejects.toThrow('given up');
});

test('as a part of a larger work its shares are those of the whole', async () => {
  const shares: number[] = [];
  await inSteps(within(slow(), 0.5, 1), (share) => shares.push(share));
  expect([shares[0], shares[1], shares.at(-1)]).toEqual([0.5, 0.55, 1]);
});

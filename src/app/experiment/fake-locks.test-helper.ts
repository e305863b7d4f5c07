import { vi } from 'vitest';

/** Locks of a browser with this tab and another, as far as an experiment asks for them. To be unstubbed after the test. */
export function fakeLocks() {
  const held = new Map<string, LockMode>();
  const waiting: { name: string; told: () => void }[] = [];
  const free = (name: string) => {
    held.delete(name);
    for (const each of waiting.splice(0)) {
      if (each.name === name) each.told();
      else waiting.push(each);
    }
  };
  const request = async (name: string, { ifAvailable }: LockOptions, use: (lock: Lock | null) => unknown): Promise<void> => {
    await Promise.resolve();
    if (held.has(name)) {
      if (ifAvailable) return void (await use(null));
      await new Promise<void>((told) => waiting.push({ name, told }));
    }
    held.set(name, 'exclusive');
    await use({ name, mode: 'exclusive' });
    free(name);
  };
  const query = async () => ({ held: [...held].map(([name, mode]) => ({ name, mode })) });
  vi.stubGlobal('navigator', { hardwareConcurrency: 2, locks: { request, query } });
  // Its messages would come from other tests.
  vi.stubGlobal('BroadcastChannel', class {});
  /** It then has it for a moment, shared, as one that only wants to know. */
  const otherTabWaits = (name: string) =>
    waiting.push({
      name,
      told: () => {
        held.set(name, 'shared');
        setTimeout(() => free(name), 5);
      },
    });
  return { held: () => [...held.keys()], otherTabHas: (name: string) => held.set(name, 'exclusive'), otherTabLetsGo: free, otherTabWaits };
}

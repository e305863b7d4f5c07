/**
 * Caches as a browser has them, as much of them as is used.
 *
 * @returns `all`: what each holds, by address
 */
export function fakeCaches() {
  const all = new Map<string, Map<string, Response>>();
  const open = async (name: string) => {
    const held = all.get(name) ?? new Map<string, Response>();
    all.set(name, held);
    return {
      match: async (url: string) => held.get(url)?.clone(),
      keys: async () => [...held.keys()].map((url) => ({ url })),
      put: async (url: string, answer: Response) => void held.set(url, answer),
    };
  };
  const match = async (url: string) =>
    [...all.values()]
      .find((held) => held.has(url))
      ?.get(url)
      ?.clone();
  return { all, storage: { open, match, keys: async () => [...all.keys()], delete: async (name: string) => all.delete(name) } as unknown as CacheStorage };
}

import 'fake-indexeddb/auto';

/** How an access to the database fails: at once, with the whole change given up for a reason, or later than anybody waits. */
export type DatabaseFault = 'throws' | 'gives up' | 'full';

/** Called before every access; what it returns is how it fails. */
type Watch = (what: 'open' | 'read' | 'write', value?: unknown) => DatabaseFault | undefined;

type Method = (this: { transaction: { _abort(name: string): void } }, ...args: unknown[]) => unknown;

/**
 * Watches every access of the database that the tests have in place of a browser's.
 *
 * @returns ends it
 */
export function watchDatabase(watch: Watch): () => void {
  const stores = (IDBObjectStore as unknown as { prototype: Record<string, Method> }).prototype;
  const before = new Map(['get', 'getAll', 'put', 'delete', 'clear'].map((name) => [name, stores[name] as Method]));
  for (const [name, method] of before) {
    stores[name] = function (...args) {
      const fault = watch(name.startsWith('get') ? 'read' : 'write', args[0]);
      if (fault === 'throws') throw new DOMException('The connection is closing.', 'InvalidStateError');
      const request = method.apply(this, args);
      if (fault) this.transaction._abort(fault === 'full' ? 'QuotaExceededError' : 'UnknownError');
      return request;
    };
  }
  const factory = (IDBFactory as unknown as { prototype: { open: (...args: unknown[]) => unknown } }).prototype;
  const { open } = factory;
  factory.open = function (...args) {
    const fault = watch('open');
    if (fault) throw new DOMException('no', fault === 'throws' ? 'SecurityError' : fault === 'full' ? 'QuotaExceededError' : 'UnknownError');
    return open.apply(this, args);
  };
  return () => {
    for (const [name, method] of before) stores[name] = method;
    factory.open = open;
  };
}

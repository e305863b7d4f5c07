/**
 * The same calls, each of which answers only when all that it told has arrived: functions that are passed to it live on the other
 * side of the wire, and a call of them travels apart from the answer. Without this, progress may be heard after the end.
 *
 * @param rooms objects of methods, by name
 */
export function allTold<T extends object>(rooms: T): T {
  return Object.fromEntries(
    Object.entries(rooms).map(([name, room]) => [name, new Proxy(room as object, { get: (target, method) => bound(target, method) })]),
  ) as T;
}

function bound(target: object, method: string | symbol): unknown {
  const call: unknown = Reflect.get(target, method);
  if (typeof call !== 'function') return call;
  return async (...values: unknown[]) => {
    const arriving = new Set<Promise<unknown>>();
    const heard =
      (tell: (...told: unknown[]) => unknown) =>
      (...told: unknown[]) => {
        const arrives = Promise.resolve(tell(...told)).finally(() => arriving.delete(arrives));
        // The call goes on: a listener's fault is not its own.
        arrives.catch((error: unknown) => console.error('A listener failed:', error));
        arriving.add(arrives);
      };
    try {
      return await call.apply(
        target,
        values.map((value) => (typeof value === 'function' ? heard(value as () => unknown) : value)),
      );
    } finally {
      await Promise.allSettled(arriving);
    }
  };
}

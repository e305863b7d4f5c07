import type { CDPSession, Page } from 'playwright';

/** What the page and its worker hold after a collection, in bytes: objects, and the memory of typed arrays and of WebAssembly. */
export interface Held {
  page: number;
  worker: number;
}

interface Usage {
  usedSize: number;
  backingStorageSize?: number;
}

/** Asks a page and its worker what they hold. To be made before the worker starts. */
export async function heapOf(page: Page): Promise<() => Promise<Held>> {
  const session = await page.context().newCDPSession(page);
  let inWorker: ((method: string) => Promise<unknown>) | undefined;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker' && targetInfo.title.includes('hamur')) inWorker = speaker(session, sessionId);
    else if (targetInfo.type === 'worker') inWorker ??= speaker(session, sessionId);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const held = async (send: (method: string) => Promise<unknown>) => {
    // What a first collection frees may hold more.
    for (let i = 0; i < 2; i++) await send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = (await send('Runtime.getHeapUsage')) as Usage;
    return usedSize + backingStorageSize;
  };
  return async () => {
    if (!inWorker) throw new Error('There is no worker.');
    return { page: await held((method) => session.send(method as 'Runtime.getHeapUsage')), worker: await held(inWorker) };
  };
}

/** Sends to a target that is attached to within another's session. */
function speaker(session: CDPSession, sessionId: string): (method: string) => Promise<unknown> {
  let count = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const { id, result } = JSON.parse(event.message) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  return async (method) => {
    const id = ++count;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
}

/** Bytes more with each step, by least squares. */
export function slopeOf(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const [over, under] = values.reduce(([a, b], value, i) => [a + (i - (n - 1) / 2) * (value - mean), b + (i - (n - 1) / 2) ** 2] as [number, number], [0, 0]);
  return over / under;
}

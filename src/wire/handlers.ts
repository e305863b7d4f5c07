import { expose, type TransferHandler, transferHandlers, wrap } from 'comlink';
import { type Offer, UserError } from '../lib/user-error';

/**
 * How values cross between page and worker, both ways: functions are called where they were made, a `UserError` arrives with all its
 * parts. A worker hands over its typed arrays without a copy: they are gone there. The page sends copies, since it goes on showing what
 * it sends.
 */
export function registerHandlers(side: 'page' | 'worker'): void {
  transferHandlers.set('function', FUNCTIONS);
  transferHandlers.set('arrays', side === 'worker' ? ARRAYS : { ...ARRAYS, canHandle: (_): _ is object => false });
  transferHandlers.set('throw', THROWN);
}

type AnyFunction = (...args: never[]) => unknown;

const FUNCTIONS: TransferHandler<AnyFunction, MessagePort> = {
  canHandle: (value): value is AnyFunction => typeof value === 'function',
  serialize(call) {
    const { port1, port2 } = new MessageChannel();
    expose(call, port1);
    return [port2, [port2]];
  },
  deserialize(port) {
    port.start();
    return wrap(port) as unknown as AnyFunction;
  },
};

const ARRAYS: TransferHandler<object, object> = {
  canHandle: (value): value is object => buffersIn(value).size > 0,
  serialize: (value) => [value, [...buffersIn(value)]],
  deserialize: (value) => value,
};

/** The memory of all typed arrays in a value; shared memory cannot be handed over, and need not. */
function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (value && typeof value === 'object') for (const part of Object.values(value)) buffersIn(part, found);
  return found;
}

const COMLINKS_OWN = transferHandlers.get('throw') as TransferHandler<{ value: unknown }, unknown>;

/** What was thrown, as Comlink hands it to its handler, and as it travels: Comlink's own form, or the parts of a `UserError`. */
const THROWN: TransferHandler<{ value: unknown }, unknown> = {
  canHandle: COMLINKS_OWN.canHandle,
  serialize(thrown) {
    const { value } = thrown;
    return value instanceof UserError
      ? [{ user: { what: value.what, where: value.where, fix: value.fix, offers: value.offers } }, []]
      : COMLINKS_OWN.serialize(thrown);
  },
  deserialize(sent) {
    const { user } = sent as { user?: { what: string; where?: string; fix?: string; offers?: Offer[] } };
    if (user) throw new UserError(user.what, user.where, user.fix, user.offers);
    return COMLINKS_OWN.deserialize(sent);
  },
};

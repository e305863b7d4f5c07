import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';

/** What engines and browsers say when memory runs out, in small letters. */
const WORDS = [
  'array buffer allocation failed',
  'out of memory',
  'invalid typed array length',
  'invalid array buffer length',
  'memory.grow',
  'could not be allocated',
  'aborted(oom',
];

/** Whether something broke because there was no more memory: of the engine, the worker or the GPU. */
export function isOutOfMemory(error: unknown): boolean {
  const text = `${error instanceof Error ? error.name : ''} ${errorText(error)}`.toLowerCase();
  return WORDS.some((words) => text.includes(words)) || text.includes('gpuoutofmemoryerror');
}

/** What is said of that. @param largest what the run takes most memory for, and what makes it smaller; undefined where nobody knows */
export function memoryError(error: unknown, largest: { what: string; size: string; path: string; advice: string } | undefined): UserError {
  return largest
    ? new UserError(`there was not enough memory (${errorText(error)}); most of it is for ${largest.what} (${largest.size})`, largest.path, largest.advice)
    : new UserError(`there was not enough memory (${errorText(error)})`, 'train.batch', 'Use a smaller batch, or close other tabs.');
}

import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    full: boolean;
  }
}

/** Whether everything is tried, as `npm run verify` does (FULL=1), or as much as fits into every `npm test`. */
export const FULL = inject('full');

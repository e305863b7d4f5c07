import { checkJax } from './check';
import { measureJax } from './measure';

/** What `run.mjs` calls in this page. */
Object.assign(globalThis, { checkJax, measureJax });

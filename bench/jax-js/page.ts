import { checkJax } from './check';
import { measureJax } from './hamur';

/** What `run.mjs` calls in this page. */
Object.assign(globalThis, { checkJax, measureJax });

import { handOver } from './ensure.mjs';

/** `npm run experiment`. */
handOver('experiment');

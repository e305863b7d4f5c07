import { handOver } from './ensure.mjs';

/** `npm run train`. */
handOver('train');

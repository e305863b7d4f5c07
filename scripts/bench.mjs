import { handOver } from './ensure.mjs';

/** `npm run bench`. */
handOver('bench');

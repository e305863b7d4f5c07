import { handOver } from './ensure.mjs';

/** `npm run verify`. */
handOver('verify');

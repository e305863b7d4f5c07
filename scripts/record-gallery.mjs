import { handOver } from './ensure.mjs';

/** `npm run record-gallery`. */
handOver('record-gallery');

import { ensureBuilt, ensureInstalled } from './ensure.mjs';

/** `npm start`: installs, builds, serves, prints the address. */
ensureInstalled();
ensureBuilt();
const { serve } = await import('./serve.mjs');
const port = Number(process.env.PORT ?? 4173);
const { address } = await serve(port, 20);
console.log(`\nHAMUR Playground is at ${address}\nPress Ctrl-C to stop.`);

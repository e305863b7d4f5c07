/** What `threads.mjs` calls in this page: reads the chosen file in a worker, as the playground does. */
const worker = new Worker(new URL('./page-worker.mjs', import.meta.url), { type: 'module' });

Object.assign(globalThis, {
  /** @returns {Promise<{ seconds: number, check: string }>} on the clock, and what tells whether two ways read the same */
  readChosen: (how) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ ...how, file: document.querySelector('#file').files[0] });
    }),
});

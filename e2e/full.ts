/**
 * `npm run verify` leaves nothing out. `npm test` has to end within minutes on two cores and a software GPU: what is long there and has a part
 * that is tried each time is tried whole by `npm run verify`.
 */
export const FULL = process.env.FULL === '1';

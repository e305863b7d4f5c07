/** What begins at once does so within a blink. */
const MS_TO_BEGIN = 1000;

type Registration = Pick<ServiceWorkerRegistration, 'active' | 'waiting' | 'installing'> & Pick<EventTarget, 'addEventListener'>;

/** Calls `tell` for each version that is there, whole, and waits, once. The first of all is none to tell of, nor is one that does not wait. */
export function whenAnotherWaits(registration: Registration, tell: () => void): void {
  let told: ServiceWorker | undefined;
  const look = () => {
    const { waiting } = registration;
    if (!waiting || waiting === told) return;
    told = waiting;
    tell();
  };
  const watch = () => {
    if (registration.active) registration.installing?.addEventListener('statechange', () => setTimeout(look, MS_TO_BEGIN));
  };
  look();
  watch();
  registration.addEventListener('updatefound', watch);
}

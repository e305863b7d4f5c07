/** A page that is still being laid out may push away what was brought into view: for so long it is brought back. */
const MS_TO_SETTLE = 3000;
/** A smooth way there takes less; one that something else has cut short ends anywhere. */
const MS_TO_ARRIVE = 1000;
const TOUCHES = ['pointerdown', 'wheel', 'keydown', 'touchstart'] as const;

/**
 * Brings an element into view, again while the page or the element grows, until the person does something.
 *
 * @param show how; without it the element's upper end comes to the upper end of the page
 * @returns what ends that
 */
export function keepInView(
  element: HTMLElement,
  show = (behavior: ScrollBehavior) => element.scrollIntoView({ block: 'start', inline: 'nearest', behavior }),
): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // What opens with it may take the focus, and its place on the page with that.
  const first = requestAnimationFrame(() => show(calm ? 'auto' : 'smooth'));
  const heights = () => `${document.documentElement.scrollHeight} ${element.offsetHeight}`;
  let known = heights();
  const grown = new ResizeObserver(() => {
    if (heights() === known) return;
    known = heights();
    show('auto');
  });
  grown.observe(document.body);
  grown.observe(element);
  const arrived = setTimeout(() => show('auto'), MS_TO_ARRIVE);
  const end = () => {
    clearTimeout(arrived);
    grown.disconnect();
    cancelAnimationFrame(first);
    clearTimeout(timer);
    for (const touch of TOUCHES) document.removeEventListener(touch, end, true);
  };
  const timer = setTimeout(end, MS_TO_SETTLE);
  for (const touch of TOUCHES) document.addEventListener(touch, end, { capture: true, passive: true });
  return end;
}

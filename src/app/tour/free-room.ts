import type { TourTargetName } from '../store/tour';

/** What of a target must be seen beside the tour's card, where not all of it can: a selector. */
const CORES: Partial<Record<TourTargetName, string>> = {
  'one row': '[aria-label="The row’s way through the model"]',
  matters: 'figure',
  rank: 'figure',
};

/** So far from the card, in pixels. */
const APART = 16;

/**
 * Scrolls so that a target of the tour stands in what its card and the page's top leave free: from its beginning, or, where its core would
 * then lie under the card, so far that the core is seen.
 */
export function bringIntoFree(target: HTMLElement, name: TourTargetName, behavior: ScrollBehavior): void {
  const card = document.querySelector<HTMLElement>('[data-tour]');
  const cardTop = card?.getBoundingClientRect().top ?? innerHeight;
  const above = Number.parseFloat(getComputedStyle(target).scrollMarginTop);
  const free = cardTop - APART - above;
  const selector = CORES[name];
  const core = selector === undefined ? null : target.querySelector<HTMLElement>(selector);
  const [box, inner] = [target.getBoundingClientRect(), core?.getBoundingClientRect()];
  const [shown, block]: [HTMLElement, ScrollLogicalPosition] =
    !core || !inner || inner.bottom - box.top <= free ? [target, 'start'] : [core, inner.height <= free ? 'end' : 'start'];
  if (shown === core) {
    core.style.scrollMarginTop = `${above}px`;
    core.style.scrollMarginBottom = `${innerHeight - cardTop + APART}px`;
  }
  shown.scrollIntoView({ block, inline: 'nearest', behavior });
}

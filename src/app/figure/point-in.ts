/** Where a pointer is, in the pixels of the element that its event is told to: a presentation enlarges those (CSS `zoom`). */
export function pointIn({ currentTarget, clientX, clientY }: { currentTarget: Element; clientX: number; clientY: number }): { x: number; y: number } {
  const { left, top } = currentTarget.getBoundingClientRect();
  // Browsers of before 2024 lack it.
  const zoom = currentTarget.currentCSSZoom ?? 1;
  return { x: (clientX - left) / zoom, y: (clientY - top) / zoom };
}

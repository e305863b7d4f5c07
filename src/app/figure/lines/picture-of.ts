import type { RefObject } from 'react';

/** The picture in the box around some lines, for saving. */
export function pictureOf(frame: RefObject<HTMLDivElement | null>): () => SVGSVGElement | undefined {
  return () => frame.current?.querySelector<SVGSVGElement>('svg.recharts-surface') ?? undefined;
}

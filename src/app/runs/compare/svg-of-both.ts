import { joinedSvg } from '../../figure/joined-svg';
import { domainColour } from '../../theme/colours';
import type { Seen } from './InsideBoth';

/** The pictures of both runs in one, each under its run's name. @param which selects them in the frame, in the runs' order */
export const svgOfBoth = (frame: HTMLElement | null, which: string, both: readonly Pick<Seen, 'name' | 'colour'>[]) =>
  joinedSvg(
    [...(frame?.querySelectorAll<SVGSVGElement>(which) ?? [])].map((svg, i) => ({
      svg,
      title: both[i]?.name ?? '',
      colour: domainColour(both[i]?.colour ?? 0),
    })),
  );

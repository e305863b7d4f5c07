/** With five seeds a two-sided sign test cannot reach .05: two of its 32 patterns are .0625. A file of its own, since the page names it at once. */
export const USUAL_SEEDS = 6;

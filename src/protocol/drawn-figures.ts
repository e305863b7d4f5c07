/** The address behind the `#` of the page that draws figures for the command line. */
export const FIGURES_PAGE = '#figures';

/** What that page hands to the command line. */
export interface FiguresPageCalls {
  /**
   * Draws every figure of a run.
   *
   * @param run as a run file holds it
   * @returns a zip of SVG, PNG and CSV, base64
   * @throws UserError where it is no run; Error where a figure is not drawn
   */
  figures(run: string): Promise<string>;
}

declare global {
  interface Window {
    /** There as soon as the page can draw. */
    figuresPage?: FiguresPageCalls;
  }
}

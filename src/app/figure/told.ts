import { createContext } from 'react';
import type { CsvTable } from '../../exports/csv';

/** A figure of the page, as it can be saved. */
export interface DrawnFigure {
  /** Of its heading: `aria-labelledby` of the figure. */
  id: string;
  title: string;
  caption: string | undefined;
  /** Left out where it is a table alone. */
  svg?: () => SVGSVGElement | undefined;
  csv: () => CsvTable;
}

/** Who is told of each figure below it whenever that is drawn; answers how to forget it. Nobody, as a rule. */
export const FiguresContext = createContext<((figure: DrawnFigure) => () => void) | undefined>(undefined);

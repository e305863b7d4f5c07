import type { CsvTable } from '../../../exports/csv';
import type { Look } from '../../../protocol/insight';

import { hasH } from '../../../runs/inside/kinds';

export type MatrixName = 'down' | 'up' | 'h';
export const MATRICES: Record<MatrixName, string> = { down: 'W_down', up: 'W_up', h: 'H' };

/** Those that there are: without a hyper-network there is no H. */
export const matricesOf = (looks: readonly Look[]): MatrixName[] => (looks.every(hasH) ? ['down', 'up', 'h'] : ['down', 'up']);

/** Singular values of each domain's mean matrix, largest first. */
export const spectraOf = ({ spectra }: Look, which: MatrixName, adapter: number): Float32Array[] =>
  which === 'h' ? spectra.h : (spectra.adapters[adapter]?.[which] ?? []);

/** One number of each domain's spectrum, of all matrices at every look, for saving. */
export function spectraCsv(looks: readonly Look[], adapter: number, domains: readonly string[], measure: (singular: Float32Array) => number | null): CsvTable {
  return {
    columns: ['epoch', 'matrix', ...domains],
    rows: looks.flatMap((each) => matricesOf(looks).map((matrix) => [each.epoch, MATRICES[matrix], ...spectraOf(each, matrix, adapter).map(measure)])),
  };
}

export const percent = (share: number) => `${share > 0 && share < 0.01 ? 'under 1' : Math.round(100 * share)} %`;

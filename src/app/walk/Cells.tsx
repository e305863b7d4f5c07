import { memo, useEffect, useRef } from 'react';
import { MAPS } from '../../lib/colour/colour-map';
import type { Matrix } from '../../lib/matrix';
import { paint } from '../figure/heat-map/paint';
import { useTheme } from '../theme/theme';
import styles from './walk.module.css';

/** A matrix as colours, as large as its place; what it shows is said by what holds it. */
export const Cells = memo(function Cells({ matrix, scale, lying }: { matrix: Matrix; scale: number /** Whether a column lies as a row. */; lying?: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const { values } = matrix;
  const [rows, columns] = lying ? [matrix.columns, matrix.rows] : [matrix.rows, matrix.columns];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(paint({ rows, columns, values }, scale, MAPS[theme], context), 0, 0);
  }, [values, rows, columns, scale, theme]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus without a tab index.
  return <canvas ref={canvas} className={styles.cells} width={columns} height={rows} aria-hidden="true" />;
});

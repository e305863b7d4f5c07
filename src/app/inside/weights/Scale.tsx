import { cssColour } from '../../../lib/colour/colour-map';
import { short } from '../../../lib/numbers';
import { useTheme } from '../../theme/theme';
import styles from './weights.module.css';

/** The colours of a heat map, with the values at their ends. */
export function Scale({ largest }: { largest: number }) {
  const theme = useTheme();
  const gradient = [-1, -0.5, 0, 0.5, 1].map((t) => cssColour(theme, t, 1)).join(', ');
  return (
    <span className={styles.scale} role="img" aria-label={`Scale from ${short(-largest)} to ${short(largest)}, zero in the middle`}>
      {short(-largest)}
      <span style={{ background: `linear-gradient(to right, ${gradient})` }} />
      {short(largest)}
    </span>
  );
}

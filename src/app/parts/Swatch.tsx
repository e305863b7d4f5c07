import { domainColour } from '../theme/colours';
import styles from './parts.module.css';

/** The colour of a domain beside its name; without a domain that of all rows together. */
export function Swatch({ domain }: { domain?: number | undefined }) {
  return <span className={styles.swatch} style={{ background: domain === undefined ? 'var(--ink)' : domainColour(domain) }} />;
}

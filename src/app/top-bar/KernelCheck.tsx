import type { Prepared } from '../../protocol/engine';
import { CopyButton } from '../parts/CopyButton';
import { kernelReport, kernelSummary } from './kernel-report';
import styles from './TopBar.module.css';

/** How an engine's kernels compare with their definitions, in a sentence, and all of it to be copied. */
export function KernelCheck({ prepared }: { prepared: Prepared }) {
  return (
    <div className={styles.check}>
      <p className="soft">{kernelSummary(prepared)}</p>
      <CopyButton label="Copy report" text={() => kernelReport(prepared, navigator.userAgent)} />
    </div>
  );
}

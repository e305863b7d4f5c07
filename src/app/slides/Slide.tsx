import { ghostOf, shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import type { ViewName } from '../store/views';
import { View } from '../views/Views';
import { VIEW_INFO } from '../views/view-info';
import { Generated } from '../watch/Generated';
import { Headline } from '../watch/Headline';
import { Watch } from '../watch/Watch';
import styles from './slides.module.css';

/** What stands on the page outside of the views, and each view: what can be shown alone. */
export type SlideName = 'headline' | 'curves' | 'made' | ViewName;

const OUTSIDE = { headline: 'Does it help?', curves: 'How well it predicts', made: 'What the hyper-network makes' } as const;

/** @returns what a slide is called, and the question that it answers, if its name does not ask it */
export const slideInfo = (name: SlideName): { title: string; answers?: string } =>
  name in OUTSIDE ? { title: OUTSIDE[name as keyof typeof OUTSIDE] } : VIEW_INFO[name as ViewName];

/** One part of the page, alone. */
export function Slide({ name }: { name: SlideName }) {
  return (
    <div className={styles.slide}>
      {name === 'headline' ? <Verdict /> : name === 'curves' ? <Watch /> : name === 'made' ? <Generated /> : <View view={name} />}
    </div>
  );
}

/** Whether HAMUR helps, and whose run says so. */
function Verdict() {
  const run = useApp(shownRun);
  return <Headline run={run} pale={useApp(ghostOf)} />;
}

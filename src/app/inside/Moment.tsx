import type { Look } from '../../protocol/insight';
import { momentName } from '../../runs/inside/moment-name';
import { useParts } from '../store/use-app';
import { MomentSlider } from './MomentSlider';

/** The moment of training that all views show. */
export function Moment({ looks, moment }: { looks: readonly Look[]; moment: number }) {
  const { move } = useParts('move');
  const last = Math.max(0, looks.length - 1);
  // Whoever is at the last moment stays there while others come.
  const go = (to: number) => move(to >= last ? undefined : to);
  const latest = moment === last && last > 0 && !looks[last]?.final;
  return (
    <MomentSlider moment={moment} last={last} name={`${momentName(looks[moment] as Look)}${latest ? ' (latest)' : ''}`} onMove={go}>
      <span className="soft" title="Keeping a moment takes time: all of them together may take at most 3 % of training’s, so quick epochs may be skipped.">
        {looks.length === 1 ? '1 moment' : `${looks.length} moments`} of training kept
      </span>
    </MomentSlider>
  );
}

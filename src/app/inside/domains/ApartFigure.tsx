import { useRef } from 'react';
import { fixed, short } from '../../../lib/numbers';
import type { Look } from '../../../protocol/insight';
import { momentAtStart } from '../../../runs/inside/moment-name';
import { type Having, has, ofAnotherMoment } from '../../../runs/inside/nearest';
import { domainNames } from '../../../runs/record';
import { Figure } from '../../figure/Figure';
import { pictureOf } from '../../figure/lines/picture-of';
import { perDomain } from '../../figure/per-domain';
import { DomainLines } from '../DomainLines';
import { alongTraining } from '../run-lines';
import type { Shown } from '../use-shown';

/** How far the domains' rows stand apart in H, over training. */
export function ApartFigure({ run, chosen, look }: Pick<Shown, 'run'> & { chosen: Look; look: Having<'similarity'> }) {
  const frame = useRef<HTMLDivElement>(null);
  const domains = domainNames(run);
  const looks = alongTraining(run.looks.filter(has('similarity')));
  const now = look.similarity.silhouette;
  return (
    <Figure
      title="How far domains stand apart"
      formula="Are rows of one domain nearer to each other than to the nearest other domain? Silhouette s = (b − a) / max(a, b): a is a row’s mean distance in H to its own domain, b to the nearest other one (Rousseeuw, 1987)."
      about={
        <p>
          1: each domain is a cluster of its own. 0: the domains overlap. Below 0: rows are nearer to another domain than to their own. It is measured on the
          probe rows (
          {perDomain(
            domains,
            look.domains.map(({ rows: n }) => n),
            (n, name) => `${n} of ${name}`,
          )}
          ), in all dimensions of H, not in the plane of the map. It may fall while the domains’ means move apart: where rows of one domain come to differ from
          each other by more.
        </p>
      }
      summary={
        now.mean === null ? (
          'This needs two domains with rows.'
        ) : (
          <>
            {momentAtStart(look)}: mean silhouette <b>{fixed(now.mean, 3)}</b>. {verdict(now.mean)}
            {ofAnotherMoment(chosen, look)}
          </>
        )
      }
      save={{
        svg: pictureOf(frame),
        csv: () => ({
          columns: ['epoch', 'all', ...domains],
          rows: looks.map(({ epoch, similarity }) => [epoch, similarity.silhouette.mean, ...similarity.silhouette.byDomain]),
        }),
      }}
    >
      <DomainLines
        name="Silhouette"
        yName="silhouette"
        domains={domains}
        looks={looks}
        of={({ similarity }, d) => similarity?.silhouette.byDomain[d]}
        more={[{ name: 'all', colour: 'var(--ink)', dash: '', values: looks.map(({ similarity }) => similarity.silhouette.mean) }]}
        marker={look.epoch}
        frameRef={frame}
      />
    </Figure>
  );
}

function verdict(mean: number): string {
  if (mean > 0.5) return 'The domains are clusters of their own.';
  if (mean > 0.1) return 'The domains are somewhat apart.';
  return `The domains overlap${Math.abs(mean) > 0.001 ? '' : ` (${short(mean)})`}.`;
}

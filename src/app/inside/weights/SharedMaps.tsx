import { capital } from '../../../lib/capital';
import { ABOVE, BELOW } from '../../../lib/colour/colour-map';
import { largestOf } from '../../../lib/matrix';
import { short } from '../../../lib/numbers';
import { kindsOf } from '../../../runs/inside/kinds';
import { CaptionOf } from '../../figure/CaptionOf';
import { Figure } from '../../figure/Figure';
import { HeatMaps } from '../../figure/heat-map/HeatMaps';
import { heatMapsSvg } from '../../figure/heat-map/heat-maps-svg';
import { Moment } from '../Moment';
import { relativeSentence } from '../relatives';
import type { Shown } from '../use-shown';
import { csvOf } from './groups';
import { Scale } from './Scale';

/** What is there for all rows alike, where nothing is made for a domain. */
export function SharedMaps({ run, look, moment, adapter }: Shown) {
  const maps = kindsOf(look, adapter).map(({ name, about, of }) => ({ key: name, title: name, name: `${name}, ${about}`, matrix: of(new Float32Array()) }));
  const scale = largestOf(maps.map(({ matrix }) => matrix));
  return (
    <CaptionOf run={run} look={look}>
      <Figure
        title="The same weights for every domain"
        formula={relativeSentence(look)}
        about={
          <p>
            W_down leads from the layer’s output into the bottleneck, W_up leads back. {capital(BELOW)} is below zero, {ABOVE} above.
          </p>
        }
        summary={`The largest weight is ${short(scale)}.`}
        save={{
          svg: () => heatMapsSvg([{ title: 'Weights of all rows', scale, maps: maps.map(({ key, matrix }) => ({ title: key, matrix })) }]),
          csv: () => csvOf(maps.map(({ key, matrix }) => ({ kind: { name: key }, maps: [{ name: 'all rows', matrix }] }))),
        }}
        controls={<Scale largest={scale} />}
      >
        <Moment looks={run.looks} moment={moment} />
        <HeatMaps maps={maps} scale={scale} />
      </Figure>
    </CaptionOf>
  );
}

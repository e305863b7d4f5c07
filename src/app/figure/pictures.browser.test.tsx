import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { fixed } from '../../lib/numbers';
import type { Calibration } from '../../protocol/insight';
import { ReliabilityCurves } from '../inside/quality/ReliabilityCurves';
import { render, until } from '../render.test-helper';
import { Bars } from './bars/Bars';
import { joinedSvg } from './joined-svg';
import { Scatter } from './scatter/Scatter';
import { SquareTable } from './square/SquareTable';
import { standalone } from './standalone';

/**
 * Saved pictures as they were when somebody last looked at them. No text is measured on the page, so that they are the same on
 * every machine; `npx vitest run --project browser pictures -u` writes them anew: look at them then.
 */
async function saved(figure: ReactNode, name: string): Promise<string> {
  const { host } = await render(figure, {}, 560);
  const svg = await until(() => host.querySelector<SVGSVGElement>('svg:not([width="12"])'), name);
  return textOf(svg);
}

/** One element a line; ids that React makes up are left out. */
const textOf = (svg: SVGSVGElement) =>
  `${new XMLSerializer()
    .serializeToString(standalone(svg))
    .replaceAll('><', '>\n<')
    .replaceAll(/_r_\w+_/g, 'id')}\n`;

test('bars: values with their intervals, and a reason where there is none', async () => {
  const figure = (
    <Bars
      name="Change"
      xName="difference in AUC"
      rows={[
        { label: 'mean', value: -0.02, low: -0.03, high: -0.01 },
        { label: 'home', colour: '#0072b2', value: 0.01, low: null, high: null },
        { label: 'search', colour: '#d55e00', value: null, low: null, high: null, note: 'n/a: 4 test rows, too few of a class' },
      ]}
    />
  );
  await expect(await saved(figure, 'Bars')).toMatchFileSnapshot('./pictures/bars.svg');
});

test('a square table: colours with numbers, hatched where there is none', async () => {
  const values = [
    [1, 0.25, null],
    [0.25, 1, 0.5],
    [null, 0.5, 1],
  ];
  const figure = (
    <SquareTable name="Likeness" names={['home', 'search', 'video']} values={values} colourOf={(value) => `rgb(0 0 ${Math.round(200 * value)})`} />
  );
  await expect(await saved(figure, 'Square table')).toMatchFileSnapshot('./pictures/square-table.svg');
});

test('a scatter plot: points by colour and shape, those that are selected on top, the key in the saved picture', async () => {
  const points = [0, 1, 2, 3, 4].map((i) => ({ x: i, y: (i * i) % 5 }));
  const figure = (
    <Scatter
      name="Map"
      points={points}
      colourOf={(i) => ['#0072b2', '#d55e00'][i % 2] as string}
      shapeOf={(i) => (i % 2 === 0 ? 0 : 2)}
      label={String}
      selected={new Set([1, 2])}
      onSelect={() => {}}
      xName="axis 1"
      yName="axis 2"
      square
      legend={[
        { name: 'home', colour: '#0072b2', shape: 0 },
        { name: 'search', colour: '#d55e00', shape: 2 },
      ]}
    />
  );
  await expect(await saved(figure, 'Scatter')).toMatchFileSnapshot('./pictures/scatter.svg');
});

test('reliability curves: click rate against prediction, with intervals', async () => {
  const bins = [0.2, 0.6].map((p) => ({ from: p - 0.1, to: p + 0.1, rows: 40, meanPrediction: p, clickRate: p + 0.05, low: p - 0.1, high: p + 0.2 }));
  const calibration = [
    { name: 'All rows', rows: 80, bins, ece: 0.05 },
    { name: 'home', domain: 0, rows: 10, bins: [], ece: null },
  ] as unknown as Calibration[];
  await expect(await saved(<ReliabilityCurves calibration={calibration} svgRef={null} />, 'Calibration')).toMatchFileSnapshot('./pictures/reliability.svg');
});

test('small pictures become one, in rows that leave little empty, each under its title', async () => {
  const { host } = await render(
    <div>
      {[1, 2, 3, 4, 5].map((i) => (
        <svg key={i} width={100} height={50} aria-hidden="true" style={{ width: '100%' }}>
          <line x1={0} x2={100} y1={25} y2={25} stroke="var(--ink)" />
          <line x1={i} x2={i} y1={0} y2={50} stroke="var(--accent)" data-screen-only />
        </svg>
      ))}
    </div>,
  );
  const pictures = [...host.querySelectorAll('svg')].map((svg, i) => ({ title: `no. ${fixed(i + 1, 0)}`, colour: '#0072b2', svg }));
  const whole = joinedSvg(pictures) as SVGSVGElement;
  await expect(textOf(whole)).toMatchFileSnapshot('./pictures/together.svg');
  expect(joinedSvg([])).toBeUndefined();
});

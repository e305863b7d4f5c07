import { afterEach, expect, test, vi } from 'vitest';
import { look } from '../../runs/inside/look.test-helper';
import { epochRecord, startedRun } from '../../runs/run.test-helper';
import { render, until } from '../render.test-helper';
import { setTheme } from '../theme/theme';
import { Bars } from './bars/Bars';
import { CaptionOf, captionOf } from './CaptionOf';
import { Figure } from './Figure';
import { MARGIN } from './framed';
import { heatMapsSvg } from './heat-map/heat-maps-svg';
import { savePng, saveSvg } from './save';
import { SquareTable } from './square/SquareTable';

const SCALE = 3;
const run = { ...startedRun(), phase: 'done' as const, epochs: [epochRecord(1, 0.7), epochRecord(2, 0.6)], bestEpoch: 1 };

afterEach(() => setTheme('system'));

/** What the browser is given to download. */
async function downloaded(save: () => unknown): Promise<Blob> {
  const links: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    links.push(this.href);
  });
  try {
    await save();
    return await (await fetch(await until(() => links[0], 'a file'))).blob();
  } finally {
    click.mockRestore();
  }
}

/** The pixels of a picture, and the box of those that differ from its corner. */
async function decoded(png: Blob) {
  const image = await createImageBitmap(png);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const box = { left: image.width, top: image.height, right: 0, bottom: 0 };
  for (let i = 0; i < data.length; i += 4) {
    const far = Math.abs((data[i] as number) - (data[0] as number)) + Math.abs((data[i + 1] as number) - (data[1] as number));
    if (far < 24) continue;
    const [x, y] = [(i / 4) % image.width, Math.floor(i / 4 / image.width)];
    Object.assign(box, { left: Math.min(box.left, x), right: Math.max(box.right, x), top: Math.min(box.top, y), bottom: Math.max(box.bottom, y) });
  }
  return { width: image.width, height: image.height, corner: [...data.slice(0, 4)], box };
}

const figure = (
  <CaptionOf run={run}>
    <BarsFigure />
  </CaptionOf>
);

function BarsFigure() {
  return (
    <Figure
      title="Change"
      about=""
      summary=""
      save={{ svg: () => document.querySelector<SVGSVGElement>('svg[height]') ?? undefined, csv: () => ({ columns: [], rows: [] }) }}
    >
      <Bars
        name="Change"
        xName="difference in AUC"
        rows={[
          { label: 'home', colour: 'var(--domain-1)', value: 0.01, low: -0.01, high: 0.02 },
          { label: 'search', colour: 'var(--domain-2)', value: -0.02, low: -0.03, high: -0.01 },
        ]}
      />
    </Figure>
  );
}

test('dark on the page, light in the file; no blank margin beyond the stated one; three pixels for one', async () => {
  setTheme('dark');
  const { button, does, host } = await render(figure, {}, 560);
  await until(() => host.querySelector('svg'), 'the bars');
  const png = await downloaded(() => does(() => button('Save “Change” as PNG').click()));
  const { width, height, corner, box } = await decoded(png);
  expect(corner).toEqual([255, 255, 255, 255]);
  expect(document.documentElement.dataset.theme, 'the page is as dark as before').toBe('dark');
  const margins = [box.left, box.top, width - 1 - box.right, height - 1 - box.bottom].map((each) => each / SCALE);
  // Letters have a little room of their own.
  for (const margin of margins) expect(margin).toBeGreaterThan(MARGIN - 2);
  for (const margin of margins) expect(margin).toBeLessThan(MARGIN + 8);
});

test('its title, its caption and the page’s type are in the SVG', async () => {
  const { button, does, host } = await render(figure, {}, 560);
  await until(() => host.querySelector('svg'), 'the bars');
  const text = await (await downloaded(() => does(() => button('Save “Change” as SVG').click()))).text();
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
  const written = [...svg.querySelectorAll('svg > text')].map((each) => each.textContent).join(' ');
  expect(written).toBe(`Change ${captionOf(run)}`);
  expect(svg.querySelector('title')?.textContent).toBe(`Change. ${captionOf(run)}`);
  const rules = svg.querySelector('style')?.textContent ?? '';
  expect(rules).toMatch(/^@font-face\{font-family:"Inter Variable".*url\(data:font\/woff2;base64,/);
  // It is a font file: wOF2.
  expect(atob(/base64,([\w+/=]{8})/.exec(rules)?.[1] as string).slice(0, 4)).toBe('wOF2');
  expect(text).not.toMatch(/var\(--/);
});

test('the embedded type is used: the same picture without it looks otherwise', async () => {
  const words = 'Rag Illegible 1764 Qty';
  const draw = (family: string) => () => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('width', '400');
    svg.setAttribute('height', '40');
    svg.innerHTML = `<text x="0" y="30" style="font-family:${family};font-size:28px">${words}</text>`;
    document.body.append(svg);
    setTimeout(() => svg.remove());
    return svg;
  };
  const widthOf = async (family: string) => {
    const { box } = await decoded(await downloaded(() => savePng({ draw: draw(family), title: 'T', caption: undefined })));
    return box.right - box.left;
  };
  expect(Math.abs((await widthOf("'Inter Variable'")) - (await widthOf('serif')))).toBeGreaterThan(3 * SCALE);
});

test('heat maps fill their picture: three side by side are no wider than three', async () => {
  const matrix = { rows: 4, columns: 4, values: Float32Array.from({ length: 16 }, (_, i) => i - 8) };
  const maps = ['a', 'b', 'c'].map((title) => ({ title, matrix }));
  const draw = () => heatMapsSvg([{ title: 'H', scale: 8, maps }]);
  setTheme('dark');
  const { width, height, box, corner } = await decoded(await downloaded(() => savePng({ draw, title: 'Generated weights', caption: 'Ads' })));
  expect(corner).toEqual([255, 255, 255, 255]);
  expect(Math.abs((width - 1 - box.right) / SCALE - MARGIN)).toBeLessThan(3);
  expect(Math.abs(box.left / SCALE - MARGIN)).toBeLessThan(3);
  expect((height - 1 - box.bottom) / SCALE).toBeLessThan(MARGIN + 8);
});

test('what React colours by the theme is light too', async () => {
  setTheme('dark');
  const { host } = await render(
    <SquareTable
      name="Likeness"
      names={['a', 'b']}
      values={[
        [1, 0.5],
        [0.5, 1],
      ]}
      colourOf={() => 'var(--panel)'}
    />,
    {},
    400,
  );
  const svg = (await until(() => host.querySelector('svg'), 'the table')) as SVGSVGElement;
  const text = await (await downloaded(() => saveSvg({ draw: () => svg, title: 'T', caption: undefined }))).text();
  expect(text).toContain('rgb(255, 255, 255)');
  expect(text).not.toContain('rgb(23, 27, 31)');
});

test('a caption names the data, the model, the mode, the seed, and the moment or how far the run is', () => {
  expect(captionOf(run)).toBe('rows.csv, 8 rows · DCN + HAMUR after layer 2, k 16 · recommended mode · seed 1 · 2 epochs, weights of epoch 1');
  expect(captionOf(run, look({ epoch: 0 }))).toContain('seed 1 · before training');
  expect(captionOf({ ...run, phase: 'training' })).toContain('2 of 20 epochs');
});

import { type CsvTable, toCsv } from '../../exports/csv';
import { fontRules } from './fonts';
import { framed } from './framed';
import { slug } from './slug';
import { make } from './svg-element';

const KEPT_MS = 10_000;
/** Pixels of a PNG for each of the page's: enough for print. A large picture has fewer, since browsers limit a canvas. */
const [SHARP, LESS_SHARP, MOST_PIXELS] = [3, 2, 60e6];

/** What is saved of a figure as a picture. */
export interface Picture {
  /** The SVG of the page. */
  draw: () => SVGSVGElement | undefined;
  title: string;
  /** What it shows of what: data, model, seed, moment. */
  caption: string | undefined;
}

/** Downloads a picture as a file that stands alone. */
export async function saveSvg(picture: Picture): Promise<void> {
  download(new Blob([(await svgFile(picture)).text], { type: 'image/svg+xml' }), `${slug(picture.title)}.svg`);
}

/** Downloads a picture as a PNG. */
export async function savePng(picture: Picture): Promise<void> {
  download(await pngOf(await svgFile(picture)), `${slug(picture.title)}.png`);
}

/** An SVG file, and its size in CSS pixels. */
interface SvgFile {
  text: string;
  width: number;
  height: number;
}

/** The picture as a PNG. @throws Error where the browser cannot draw it */
export async function pngOf({ text, width, height }: SvgFile): Promise<Blob> {
  const scale = width * height * SHARP ** 2 > MOST_PIXELS ? LESS_SHARP : SHARP;
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode().catch(() => {
      throw new Error('The browser could not draw the picture. Save it as SVG instead.');
    });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error(`The browser cannot make a picture of ${canvas.width} × ${canvas.height} pixels. Save it as SVG instead.`);
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Downloads the numbers behind a figure. */
export function saveCsv(table: CsvTable, name: string): void {
  download(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }), `${slug(name)}.csv`);
}

/** Downloads a text. @param name with its ending */
export function saveText(text: string, name: string): void {
  download(new Blob([text], { type: 'text/plain;charset=utf-8' }), name);
}

/** Downloads bytes. @param name with its ending */
export function saveBytes(bytes: Uint8Array, name: string, type: string): void {
  download(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
}

/** Downloads what the browser keeps. @param name with its ending */
export const saveBlob = (blob: Blob, name: string) => download(blob, name);

/** The picture as an SVG file that stands alone, with the type that its words need. @throws Error where it is not on the page */
export async function svgFile({ draw, title, caption }: Picture): Promise<SvgFile> {
  const { svg, width, height } = framed(draw, title, caption);
  const style = make('style', {});
  style.textContent = await fontRules(svg.textContent ?? '');
  svg.prepend(style);
  return { text: new XMLSerializer().serializeToString(svg), width, height };
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

import { base64 } from '../../lib/base64';

/** The page's own type, for pictures that leave it. */
const FAMILY = 'Inter Variable';
const MIME = 'font/woff2';

const read = new Map<string, Promise<string>>();

/**
 * `@font-face` rules that hold the parts of the page's type that some words need, read from the page's own style sheets.
 * A part that cannot be read any more is left out: what it is missing for is then set in the reader's sans-serif.
 */
export async function fontRules(words: string): Promise<string> {
  const codes = new Set([...words].map((letter) => letter.codePointAt(0) as number));
  const faces = [...document.styleSheets]
    .flatMap((sheet) => facesOf(sheet))
    .filter(({ ranges }) => ranges.some(([from, to]) => [...codes].some((code) => code >= from && code <= to)));
  const rules = await Promise.all(
    faces.map(async ({ url, weight }) => {
      const data = await dataUrl(url).catch(() => undefined);
      return data && `@font-face{font-family:"${FAMILY}";font-style:normal;font-weight:${weight};src:url(${data}) format("woff2")}`;
    }),
  );
  return rules.filter(Boolean).join('');
}

function facesOf(sheet: CSSStyleSheet): { url: string; weight: string; ranges: [number, number][] }[] {
  return [...sheet.cssRules].flatMap((rule) => {
    if (rule instanceof CSSImportRule && rule.styleSheet) return facesOf(rule.styleSheet);
    if (!(rule instanceof CSSFontFaceRule)) return [];
    const of = (name: string) => rule.style.getPropertyValue(name);
    // url("…") or url(…), and what follows it
    const file = of('src').split('url(')[1]?.split(')')[0]?.replaceAll('"', '');
    if (!of('font-family').includes(FAMILY) || !file) return [];
    return [{ url: new URL(file, sheet.href ?? document.baseURI).href, weight: of('font-weight') || '400', ranges: rangesOf(of('unicode-range')) }];
  });
}

/** `U+0-FF, U+131` as pairs of numbers; without any it is all letters. */
export function rangesOf(text: string): [number, number][] {
  if (text.trim() === '') return [[0, 0x10ffff]];
  return text.split(',').map((each) => {
    const [from = '0', to = from] = each.trim().replace(/^u\+/i, '').split('-');
    // `U+4??` stands for U+400 to U+4FF.
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)];
  });
}

/** A file as `data:`, read once. */
function dataUrl(url: string): Promise<string> {
  const known = read.get(url);
  if (known) return known;
  const reading = fetch(url).then(async (answer) => {
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return `data:${MIME};base64,${base64(new Uint8Array(await answer.arrayBuffer()))}`;
  });
  reading.catch(() => read.delete(url));
  read.set(url, reading);
  return reading;
}

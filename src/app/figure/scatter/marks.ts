/** What a point is drawn as, beside its colour. */
export type Shape = 0 | 1 | 2 | 3;

/** The path of a shape around (x, y): circle, square, triangle, diamond, of about the same area for the same radius. */
export function shapePath(shape: Shape, x: number, y: number, radius: number): string {
  switch (shape) {
    case 1: {
      const side = 0.89 * radius;
      return path`M${x - side} ${y - side}h${2 * side}v${2 * side}h${-2 * side}z`;
    }
    case 2:
      return path`M${x} ${y - 1.35 * radius}l${1.3 * radius} ${2.1 * radius}h${-2.6 * radius}z`;
    case 3: {
      const side = 1.25 * radius;
      return path`M${x} ${y - side}l${side} ${side}l${-side} ${side}l${-side} ${-side}z`;
    }
    default:
      return path`M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
  }
}

/** Hundredths of a pixel are enough. */
const path = (texts: TemplateStringsArray, ...numbers: number[]) => String.raw(texts, ...numbers.map((each) => Math.round(each * 100) / 100));

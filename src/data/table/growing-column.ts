import { GrowingCodes } from './growing-codes';
import type { Column } from './table';
import { Texts } from './texts';

/** Codes and distinct texts of a column while it grows, from texts. */
export class GrowingColumn {
  private readonly codes = new GrowingCodes();
  private readonly known = new Map<string, number>();
  readonly values: string[] = [];

  constructor(readonly name: string) {}

  /** @returns whether the text is new to the column */
  add(text: string): boolean {
    let code = this.known.get(text);
    const isNew = code === undefined;
    if (code === undefined) {
      code = this.values.length;
      // A slice of a big piece of text would keep the whole piece alive; a copy does not.
      const own = text.length > 12 ? ` ${text}`.slice(1) : text;
      this.known.set(own, code);
      this.values.push(own);
    }
    this.codes.push(code);
    return isNew;
  }

  finish(): Column {
    const values = Texts.of(this.values);
    return { name: this.name, codes: this.codes.finish(values.length), values };
  }
}

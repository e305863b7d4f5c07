import type { Column } from './table';
import { Texts } from './texts';

/** Codes and distinct texts of a column while it grows. */
export class GrowingColumn {
  /** Small at first: a table may have very many columns of few rows. */
  private codes = new Int32Array(16);
  private readonly known = new Map<string, number>();
  readonly values: string[] = [];

  constructor(readonly name: string) {}

  /**
   * Rows come in order, from 0.
   * @returns whether the text is new to the column
   */
  set(row: number, text: string): boolean {
    let code = this.known.get(text);
    const isNew = code === undefined;
    if (code === undefined) {
      code = this.values.length;
      // A slice of a big piece of text would keep the whole piece alive; a copy does not.
      const own = text.length > 12 ? ` ${text}`.slice(1) : text;
      this.known.set(own, code);
      this.values.push(own);
    }
    if (row >= this.codes.length) {
      const larger = new Int32Array(this.codes.length * 2);
      larger.set(this.codes);
      this.codes = larger;
    }
    this.codes[row] = code;
    return isNew;
  }

  finish(rows: number): Column {
    return { name: this.name, codes: this.codes.slice(0, rows), values: Texts.of(this.values) };
  }
}

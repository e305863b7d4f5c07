import { GrowingCodes } from './growing-codes';
import type { Codes, Column } from './table';
import { Texts } from './texts';

/** Codes and distinct texts of a column while it grows, from texts. */
export class GrowingColumn {
  private codes = new GrowingCodes();
  private known = new Map<string, number>();
  private ownValues: string[] = [];

  constructor(readonly name: string) {}

  get values(): readonly string[] {
    return this.ownValues;
  }

  /** @returns whether the text is new to the column */
  add(text: string): boolean {
    let code = this.known.get(text);
    const isNew = code === undefined;
    if (code === undefined) {
      code = this.ownValues.length;
      // A slice of a big piece of text would keep the whole piece alive; a copy does not.
      const own = text.length > 12 ? ` ${text}`.slice(1) : text;
      this.known.set(own, code);
      this.ownValues.push(own);
    }
    this.codes.push(code);
    return isNew;
  }

  /** All codes in one array. What is to go on growing must be given some of them by `regrow`. */
  takeCodes(): Codes {
    return this.codes.finish(this.ownValues.length);
  }

  /** Begins anew with some of the rows, and with no text that none of them has. @param codes of all rows. @param places of the rows among them */
  regrow(codes: Codes, places: Uint32Array): void {
    const values = this.ownValues;
    this.codes = new GrowingCodes();
    this.known = new Map();
    this.ownValues = [];
    const newCode = new Int32Array(values.length).fill(-1);
    for (const place of places) {
      const code = codes[place] as number;
      if (newCode[code] === -1) {
        newCode[code] = this.ownValues.length;
        const text = values[code] as string;
        this.known.set(text, this.ownValues.length);
        this.ownValues.push(text);
      }
      this.codes.push(newCode[code] as number);
    }
  }

  finish(): Column {
    const values = Texts.of(this.ownValues);
    return { name: this.name, codes: this.takeCodes(), values };
  }
}

import { bytesOfValue, TEXT_BESIDES } from '../limits';
import { GrowingCodes } from './growing-codes';
import type { Codes, Column } from './table';
import { TextsInterner } from './texts-interner';

/** Of so many distinct texts at most, strings are held besides: who has a string finds its code faster than by its bytes. */
const FEW = 1 << 14;

/** Codes and distinct texts of a column while it grows, from texts. Texts are held as UTF-8: a string and a `Map` entry each would take four times as much. */
export class GrowingColumn {
  private codes = new GrowingCodes();
  private texts = new TextsInterner();
  /** Undefined once there are too many. */
  private few: Map<string, number> | undefined = new Map();
  /** What the distinct texts count, see `bytesOfValue`. */
  textBytes = 0;

  constructor(readonly name: string) {}

  /** Distinct texts. */
  get distinct(): number {
    return this.texts.length;
  }

  /** @returns what the text counts where it is new to the column, else 0 */
  add(text: string): number {
    const known = this.few?.get(text);
    if (known !== undefined) {
      this.codes.push(known);
      return 0;
    }
    const before = this.texts.length;
    const code = this.texts.addText(text);
    this.codes.push(code);
    this.remember(text, code);
    if (code < before) return 0;
    const bytes = bytesOfValue(text);
    this.textBytes += bytes;
    return bytes;
  }

  private remember(text: string, code: number): void {
    if (!this.few) return;
    if (this.few.size === FEW) this.few = undefined;
    // A slice of a big piece of text would keep the whole piece alive; a copy does not.
    else this.few.set(text.length > 12 ? ` ${text}`.slice(1) : text, code);
  }

  /** @returns undefined where there is no such code */
  textAt(code: number): string | undefined {
    return this.texts.textAt(code);
  }

  /** All codes in one array. What is to go on growing must be given some of them by `regrow`. */
  takeCodes(): Codes {
    return this.codes.finish(this.texts.length);
  }

  /** Begins anew with some of the rows, and with no text that none of them has. @param codes of all rows. @param places of the rows among them */
  regrow(codes: Codes, places: Uint32Array): void {
    const values = this.texts.texts();
    this.codes = new GrowingCodes();
    this.texts = new TextsInterner();
    this.few = new Map();
    this.textBytes = 0;
    const newCode = new Int32Array(values.length).fill(-1);
    for (const place of places) {
      const code = codes[place] as number;
      if (newCode[code] === -1) {
        newCode[code] = this.texts.add(values.bytes, values.starts[code] as number, values.ends[code] as number);
        this.textBytes += values.unitsOf(code) + TEXT_BESIDES;
      }
      this.codes.push(newCode[code] as number);
    }
  }

  finish(): Column {
    const codes = this.takeCodes();
    return { name: this.name, codes, values: this.texts.texts() };
  }
}

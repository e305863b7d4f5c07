import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';

/**
 * Proofs by their keys, in a JSON file with a line for each. Whatever is kept is there at once and whole: the file is written under
 * another name, and then takes the place of the old one. It is read anew each time, so that what
 * another command has kept meanwhile stays; only two that keep something in the same moment may lose one of the two.
 */
export class ProofRecord<P extends object> {
  constructor(private readonly path: string) {}

  /** @throws UserError where the file is none that this wrote */
  read(): Record<string, P> {
    if (!existsSync(this.path)) return {};
    try {
      return JSON.parse(readFileSync(this.path, 'utf8'));
    } catch (error) {
      throw new UserError(`this is not JSON (${errorText(error)})`, this.path, 'Correct it, or take the last version of it that was kept.');
    }
  }

  keep(key: string, proof: P): void {
    this.write({ ...this.read(), [key]: proof });
  }

  remove(keys: readonly string[]): void {
    this.write(Object.fromEntries(Object.entries(this.read()).filter(([key]) => !keys.includes(key))));
  }

  private write(proofs: Record<string, P>): void {
    const lines = Object.keys(proofs)
      .toSorted()
      .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(proofs[key])}`);
    mkdirSync(dirname(this.path), { recursive: true });
    const unfinished = `${this.path}.${process.pid}`;
    writeFileSync(unfinished, `{\n${lines.join(',\n')}\n}\n`);
    renameSync(unfinished, this.path);
  }
}

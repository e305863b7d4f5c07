import { errorText } from '../lib/error-text';

/** An error of a call into the page, in one line: Playwright puts the call's name before it and a stack behind it. */
export function pageErrorText(error: unknown): string {
  const [line] = errorText(error)
    .replace(/^page\.evaluate: /, '')
    .replace(/^(Uncaught )?(UserError|Error): /, '')
    .split('\n');
  return line as string;
}

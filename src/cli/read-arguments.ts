import { UserError } from '../lib/user-error';

/**
 * What `parse` makes of arguments.
 *
 * @param hint where to learn of the arguments
 * @throws UserError that says which argument is wrong, in Node's own words
 */
export function readArguments<T>(parse: () => T, hint = 'Use --help to see the arguments.'): T {
  try {
    return parse();
  } catch (error) {
    throw new UserError(error instanceof Error ? (error.message.split('. ')[0] as string) : String(error), 'arguments', hint);
  }
}

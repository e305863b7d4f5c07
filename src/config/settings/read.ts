import { flag, oneOf } from '../kinds/choices';
import { form, optional } from '../kinds/forms';
import { parts } from '../kinds/parts';
import { text } from '../kinds/texts';
import { setting } from './setting';

const read = parts(
  form({
    encoding: optional(text('the label of an encoding, such as windows-1252'), 'encoding', 'how the bytes of a text are read; left out: found by looking'),
    delimiter: optional(
      text('what stands between the columns'),
      'delimiter',
      'one character or more, such as `;` or `::`; left out: found from the first lines',
    ),
    header: optional(flag(), 'header', 'whether the first line names the columns; left out: found from the first lines'),
    ragged: optional(
      oneOf(['refuse', 'skip'], { refuse: 'refuse the file', skip: 'skip these lines' }),
      'ragged',
      'what becomes of a line with another number of fields; left out: `refuse`',
    ),
    decimal: optional(
      oneOf([',', '.'], { ',': 'a comma', '.': 'a point' }),
      'decimal',
      'what stands before the decimals of a number; left out: found from the first lines',
    ),
    quotes: optional(
      oneOf(['text'], { text: 'letters like any other' }),
      'quotes',
      '`text`: quotes are letters; left out: they frame a field, as RFC 4180 says',
    ),
    member: optional(text('the name of a file in the archive'), 'member', 'of a zip archive: the file in it, by its whole name'),
    sample: optional(
      text('the name of a column'),
      'sample',
      'of a file larger than memory, of which a sample is kept: the column, such as the user’s, whose rows stay together: all rows of one of its values are kept, or none; left out: each row stands for itself',
    ),
  }),
  'an object {…}, see the documentation',
);

/** How a file of one's own is read. */
export const READ = {
  'data.read': setting({
    kind: read,
    title: 'How the file is read',
    about: 'What is left out is found by looking at the file.',
    default: undefined,
  }),
};

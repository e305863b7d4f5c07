import { flag } from '../kinds/choices';
import { form, forms, optional, stated } from '../kinds/forms';
import { shares } from '../kinds/numbers';
import { text, valueTest } from '../kinds/texts';
import { setting } from './setting';
import { anySeed } from './source';

/** The values that mean a part, whatever their case, where nothing is stated. */
export const PART_WORDS = { train: 'train, training', val: 'val, valid, validation, dev', test: 'test, testing' } as const;

const part = (key: string, usual: string) => optional(valueTest(), key, `which of its values; left out: \`${usual}\``);

const seed = optional(anySeed, 'splitSeed', 'the seed that the rows are divided with; left out: the run’s `seed`');

const split = forms(
  [
    form({
      ratios: stated(shares(), 'split', 'at random, in these shares'),
      seed,
      stratify: optional(flag(), 'stratify', 'whether each part gets these shares of each domain’s positive and negative rows; left out: `false`'),
    }),
    form({
      timeColumn: stated(text('the name of a column'), 'splitTime', 'by time: the oldest rows train, the newest test. The column holds numbers or dates'),
      ratios: optional(shares(), 'split', 'the shares; left out: `[0.8, 0.1, 0.1]`'),
    }),
    form({
      column: stated(text('the name of a column'), 'splitColumn', 'by the values of a column'),
      train: part('splitTrain', PART_WORDS.train),
      val: part('splitVal', PART_WORDS.val),
      test: part('splitTest', PART_WORDS.test),
    }),
    form({
      userRatios: stated(shares(), 'splitUsers', 'by users, in these shares of them: all rows of a user are in one part. `data.group` names the user'),
      seed,
    }),
    form({
      lastOfUser: stated(
        text('the name of a column'),
        'splitLast',
        'the last of each user: of the rows of a user (`data.group`) in the order of this column the last one tests, the one before it validates, and the others train. Who has two rows has no validation row, who has one only trains. The column holds numbers or dates',
      ),
    }),
    form({ rowsFile: stated(text('the path of a file of row numbers'), 'splitRows', 'by a file of row numbers (see below)') }),
  ],
  '{"ratios": [0.8, 0.1, 0.1]}, {"timeColumn": name}, {"column": name}, {"userRatios": [0.8, 0.1, 0.1]}, {"lastOfUser": name} or {"rowsFile": path}',
  { alone: 'the link names no shares, such as split=0.8,0.1,0.1', several: 'a link may name only one way to split' },
);

export const SPLIT = {
  split: setting({
    kind: split,
    title: 'Split',
    about: 'Which rows train, which are measured after each epoch (validation), and which are measured at the end (test).',
    default: { ratios: [0.8, 0.1, 0.1] },
  }),
};

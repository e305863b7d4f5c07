import * as v from 'valibot';
import { flag, oneOf } from '../kinds/choices';
import { form, forms, optional, stated } from '../kinds/forms';
import { orNone } from '../kinds/none';
import { nothing, numbers, real } from '../kinds/numbers';
import { strict } from '../kinds/objects';
import { list, plainItem, text, textOrEmpty, valueTest } from '../kinds/texts';
import { joinParts, splitParts } from '../link-text';
import { denseFields } from './dense-field';
import { GAPS, ONE_DOMAIN } from './names';
import { Proposed, setting } from './setting';
import { sparseFields } from './sparse-field';

const column = text('the name of a column');

const group = (() => {
  const named = strict<{ name: string; values: string }>({ name: text('a name').schema, values: valueTest().schema });
  const allowed = 'a text such as "< 25" or {"name": "young", "values": "< 25"}';
  return v.lazy((input) =>
    typeof input === 'string' ? valueTest().schema : typeof input === 'object' && input ? named : nothing<string>(allowed),
  ) as v.GenericSchema<unknown, string | { name: string; values: string }>;
})();

/** `name:values` in a link, or only the values. */
const groups = list(group, 'value groups such as "< 25"', {
  write: (item) => joinParts(typeof item === 'string' ? [item] : [item.name, item.values]),
  read: (item) => {
    const [first = '', second] = splitParts(item);
    return second === undefined ? first : { name: first, values: second };
  },
});

const label = forms(
  [
    form({
      column: stated(column, 'label', 'the column'),
      positive: optional(
        valueTest(),
        'positive',
        'which of its values are positive; left out: of two values the one that says yes (yes, true, click …), or the one that is not denied (of clk and noclk, clk), else the greater',
      ),
    }),
  ],
  '{"column": name, "positive": values}',
  { alone: 'the link names no label' },
);

const gaps = optional(
  oneOf(GAPS, { own: 'a domain of their own' }),
  'gaps',
  'what becomes of rows whose value is missing: `own`, they are a domain of their own; left out: they are left out',
);

const domain = forms(
  [
    form({
      column: stated(column, 'domain', 'the column'),
      groups: optional(groups, 'groups', 'groups of its values, each a text or `{"name", "values"}`; left out: every value is a domain'),
      cuts: optional(
        numbers(real(-Number.MAX_VALUE, Number.MAX_VALUE), 'numbers'),
        'cuts',
        'numbers at which its numbers are cut into domains: `[25, 35]` makes three, below 25, from 25 on, and from 35 on',
      ),
      gaps,
    }),
    form({
      columns: stated(list(column.schema, 'columns', plainItem), 'domains', 'several columns; every combination of their values is a domain'),
      gaps,
    }),
    form({ rows: stated(oneOf(ONE_DOMAIN, { all: 'all rows' }), 'domainRows', '`all`: all rows are one domain') }),
  ],
  '{"column": name, "groups": […]}, {"column": name, "cuts": […]}, {"columns": […]} or {"rows": "all"}',
  { alone: 'the link names no domain', several: 'a link may name only one domain' },
);

/** What the columns are for. */
export const ROLES = {
  'data.label': setting({
    kind: label,
    title: 'Label',
    about: 'What is learnt: whether a row is positive.',
    default: new Proposed('proposed from the columns'),
  }),
  'data.domain': setting({
    kind: domain,
    title: 'Domain',
    about: 'Which domain a row belongs to. Rows in no group are counted and left out. The domain is a sparse field too; see `data.domainAsInput`.',
    default: new Proposed('proposed from the columns'),
  }),
  'data.domainAsInput': setting({
    kind: flag(),
    title: 'The domain is an input',
    hint: 'otherwise it only chooses tower, gate and norm',
    about:
      'Whether the domain has an embedding that the model reads, the hyper-network too. With `false` it only chooses what belongs to one domain: tower, gate, expert, norm.',
    default: true,
  }),
  'data.sparse': setting({
    kind: sparseFields,
    title: 'Sparse fields',
    about: 'Columns of ids and categories: each value gets an embedding. An entry is the name of a column, or an object (see below).',
    default: new Proposed('proposed from the columns'),
  }),
  'data.dense': setting({
    kind: denseFields,
    title: 'Dense fields',
    about: 'Columns of numbers, which are scaled to 0..1. An entry is the name of a column, or an object (see below).',
    default: new Proposed('proposed from the columns'),
  }),
  'data.group': setting({
    kind: orNone(textOrEmpty('the name of a column')),
    title: 'User',
    about: 'The column that tells whose row it is: for the AUC per user, and for a split by users. An empty text: none, also where one is proposed.',
    default: new Proposed('proposed from the columns, or none'),
  }),
  'data.weight': setting({
    kind: orNone(column),
    title: 'Row weights',
    about: 'A column of numbers from 0 on: how much a row counts in the loss. It counts for nothing else: metrics count every row once.',
    default: undefined,
  }),
  'data.missing': setting({
    kind: orNone(list(text('a word').schema, 'words', plainItem)),
    title: 'Words for a missing value',
    about:
      'Cells that hold no value, as words in their exact case. Empty cells are always missing. Left out: `NA`, `N/A`, `NaN`, `null`, `None`, `\\N` and how else pandas, R, JavaScript and SQL write them.',
    default: undefined,
  }),
};

import { useRef } from 'react';
import { domainColumns } from '../../../config/complete';
import { readNumbers } from '../../../config/kinds/numbers';
import type { DomainConfig, Roles } from '../../../config/run-config';
import { testOfValues } from '../../../config/value-test';
import type { ColumnValues } from '../../../protocol/meaning';
import { FlagField } from '../../parts/FlagField';
import { SelectField } from '../../parts/SelectField';
import { SettingField } from '../../parts/SettingField';
import { TextField } from '../../parts/TextField';
import { withDomain } from '../../store/domain';
import { useParts } from '../../store/use-app';
import { CutHistogram } from './CutHistogram';
import styles from './meaning.module.css';
import { useColumnValues } from './use-column-values';

type Kind = 'values' | 'groups' | 'cuts' | 'columns' | 'one';
const KINDS: { value: Kind; text: string }[] = [
  { value: 'values', text: 'every value of a column' },
  { value: 'groups', text: 'groups of its values' },
  { value: 'cuts', text: 'ranges of its numbers' },
  { value: 'columns', text: 'every combination of columns' },
  { value: 'one', text: 'one: all rows' },
];
/** So many values may each be a group to begin with. */
const FIRST_GROUPS = 12;

type OfColumn = Extract<DomainConfig, { column: string }>;

const kindOf = (domain: DomainConfig): Kind =>
  'rows' in domain ? 'one' : 'columns' in domain ? 'columns' : domain.cuts ? 'cuts' : domain.groups ? 'groups' : 'values';

/** What makes a domain: the values of a column, groups or ranges of them, combinations of columns, or nothing. */
export function DomainChoice() {
  const { table, roles, setRoles } = useParts('table', 'roles', 'setRoles');
  const { domain } = roles;
  const kind = kindOf(domain);
  const columns = table?.columns ?? [];
  /** The column that was chosen last, for whoever comes back from one domain to several. */
  const last = useRef<string | undefined>(undefined);
  const [column = last.current ?? columns.find(({ distinct }) => distinct > 1)?.name ?? ''] = domainColumns(domain);
  last.current = column;
  const values = useColumnValues(column);
  const earlier = useRef<readonly Roles[]>([]);
  const choose = (next: DomainConfig) =>
    setRoles((now) => {
      earlier.current = [now, ...earlier.current];
      return withDomain(now, next, [...earlier.current, ...(table ? [table.proposed] : [])]);
    });
  const gaps = 'rows' in domain ? undefined : domain.gaps;
  const start = (next: Kind, of = column) => choose(startOf(next, of, next === 'columns' ? columns.map(({ name }) => name) : [], values, gaps));
  const options = columns.map(({ name, distinct }) => ({
    value: name,
    text: `${name} (${distinct.toLocaleString('en')} ${distinct === 1 ? 'value' : 'values'})`,
  }));
  return (
    <div className="stack">
      <div className={styles.pair}>
        <SelectField
          label="Domains are"
          path="data.domain"
          value={kind}
          options={KINDS.map((each) => ({ ...each, disabled: each.value === 'cuts' && kind !== 'cuts' && values?.numbers === undefined }))}
          onChange={(next) => start(next)}
        />
        {'column' in domain && (
          <SelectField
            label="Column of the domain"
            path="data.domain.column"
            value={column}
            options={options}
            // Groups and ranges of another column say nothing of this one.
            onChange={(next) => choose({ column: next, ...(gaps && { gaps }) })}
          />
        )}
      </div>
      {'columns' in domain && <Combination columns={domain.columns} options={options} onChange={(next) => choose({ columns: next, ...(gaps && { gaps }) })} />}
      {'column' in domain && domain.cuts && <Cuts domain={domain} cuts={domain.cuts} values={values} choose={choose} />}
      {'column' in domain && domain.groups && <Groups domain={domain} choose={choose} />}
      {gapsMatter(domain, values, gaps) && (
        <FlagField
          label="Rows without a value are a domain of their own"
          hint={values && 'column' in domain ? `(${values.missing.toLocaleString('en')} rows; else they are left out)` : '(else they are left out)'}
          value={gaps === 'own'}
          onChange={(own) => {
            if ('rows' in domain) return;
            const { gaps: _, ...rest } = domain;
            choose(own ? { ...rest, gaps: 'own' } : rest);
          }}
        />
      )}
      <SettingField path="data.domainAsInput" />
    </div>
  );
}

const gapsMatter = (domain: DomainConfig, values: ColumnValues | undefined, gaps: string | undefined) =>
  !('rows' in domain) && (gaps !== undefined || 'columns' in domain || (values?.missing ?? 0) > 0);

/** What a kind of domains begins with, from what the column holds. */
function startOf(kind: Kind, column: string, columns: readonly string[], values: ColumnValues | undefined, gaps: 'own' | undefined): DomainConfig {
  const own = gaps && { gaps };
  if (kind === 'one') return { rows: 'all' };
  if (kind === 'columns') return { columns: [column, ...columns.filter((name) => name !== column).slice(0, 1)], ...own };
  if (kind === 'cuts') return { column, cuts: [values?.numbers?.median ?? 0], ...own };
  if (kind === 'values') return { column, ...own };
  const texts = values?.values.map(({ value }) => value) ?? [];
  const { numbers } = values ?? {};
  if (numbers && texts.length > FIRST_GROUPS) return { column, groups: [`< ${numbers.median}`, `>= ${numbers.median}`], ...own };
  return { column, groups: texts.slice(0, FIRST_GROUPS).map((text) => testOfValues([text])), ...own };
}

function Cuts({ domain, cuts, values, choose }: { domain: OfColumn; cuts: number[]; values: ColumnValues | undefined; choose: (next: DomainConfig) => void }) {
  const change = (next: number[]) => choose({ ...domain, cuts: next });
  return (
    <div className="stack">
      <CutHistogram column={domain.column} numbers={values?.numbers} cuts={cuts} onChange={change} />
      <TextField
        label={`Cuts of “${domain.column}”`}
        path="data.domain.cuts"
        hint="Numbers that rise, such as 25, 35. A cut belongs to the range above it."
        text={cuts.join(', ')}
        read={(text) => change(readNumbers(text))}
      />
    </div>
  );
}

/** How the values of the domain's column make domains. */
function Groups({ domain, choose }: { domain: OfColumn; choose: (next: DomainConfig) => void }) {
  return (
    <TextField
      label={`Groups of “${domain.column}”, one per line`}
      path="data.domain.groups"
      hint="For example < 25, or 25..34, or 1, 18. With a name: young: < 25. Rows in no group are left out."
      rows={4}
      text={(domain.groups ?? []).map((group) => (typeof group === 'string' ? group : `${group.name}: ${group.values}`)).join('\n')}
      read={(text) => choose({ ...domain, groups: text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [readGroup(line)])) })}
    />
  );
}

function readGroup(line: string): string | { name: string; values: string } {
  const at = line.indexOf(':');
  return at > 0 ? { name: line.slice(0, at).trim(), values: line.slice(at + 1).trim() } : line.trim();
}

function Combination({ columns, options, onChange }: { columns: string[]; options: { value: string; text: string }[]; onChange: (next: string[]) => void }) {
  const free = options.filter(({ value }) => !columns.includes(value));
  return (
    <div className={styles.pair}>
      {columns.map((column, i) => (
        <SelectField
          key={column}
          label={`Column ${i + 1} of the combination`}
          path={`data.domain.columns[${i}]`}
          value={column}
          options={[
            ...(columns.length > 2 ? [{ value: '', text: 'none' }] : []),
            ...options.filter(({ value }) => value === column || !columns.includes(value)),
          ]}
          onChange={(next) => onChange(next === '' ? columns.toSpliced(i, 1) : columns.with(i, next))}
        />
      ))}
      {free.length > 0 && columns.length < 4 && (
        <SelectField
          label="and one more"
          value=""
          options={[{ value: '', text: 'none' }, ...free]}
          onChange={(next) => next !== '' && onChange([...columns, next])}
        />
      )}
    </div>
  );
}

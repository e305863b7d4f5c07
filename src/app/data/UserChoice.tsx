import { SelectField } from '../parts/SelectField';
import { useParts } from '../store/use-app';

/** Which column tells whose a row is, and what that gives. */
export function UserChoice() {
  const { input, config, roles, table, accept } = useParts('input', 'config', 'roles', 'table', 'accept');
  const { split } = config;
  const needed = 'userRatios' in split || 'lastOfUser' in split;
  const named = roles.group ?? '';
  const names = table?.columns.map(({ name }) => name).filter((name) => name !== roles.label.column) ?? [];
  const columns = named === '' || names.includes(named) ? names : [named, ...names];
  const choose = (group: string) => {
    const { group: _, ...rest } = input.data ?? {};
    // Nobody need say that there are none where none are proposed.
    const nothing = group === '' && !table?.proposed.group;
    accept({ ...input, data: nothing ? rest : { ...rest, group } }, true);
  };
  return (
    <SelectField
      label="Column of the users"
      path="data.group"
      hint={
        named === ''
          ? 'With one, results also tell the AUC within each user’s rows, and rows can be split by user.'
          : needed
            ? 'The rows are split by it, and results tell the AUC within each user’s rows.'
            : 'Results tell the AUC within each user’s rows, and rows can be split by user.'
      }
      value={named}
      options={[{ value: '', text: 'none', disabled: needed }, ...columns.map((name) => ({ value: name, text: name }))]}
      onChange={choose}
    />
  );
}

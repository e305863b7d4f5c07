import { TextField } from '../parts/TextField';
import { useParts } from '../store/use-app';

/** How the values of the domain's column make domains. */
export function DomainGroups() {
  const { roles, set } = useParts('roles', 'set');
  const { domain } = roles;
  if (!('column' in domain)) return null;
  return (
    <TextField
      label={`Groups of “${domain.column}”, one per line`}
      path="data.domain.groups"
      hint="For example < 25, or 25..34, or 1, 18. With a name: young: < 25. Left empty: every value is a domain."
      rows={4}
      text={(domain.groups ?? []).map((group) => (typeof group === 'string' ? group : `${group.name}: ${group.values}`)).join('\n')}
      read={(text) => {
        const groups = text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(readGroup);
        set({ data: { domain: { column: domain.column, ...(groups.length > 0 && { groups }) } } });
      }}
    />
  );
}

function readGroup(line: string): string | { name: string; values: string } {
  const at = line.indexOf(':');
  return at > 0 ? { name: line.slice(0, at).trim(), values: line.slice(at + 1).trim() } : line.trim();
}

export function checkExpressions(root: string, folders: readonly string[]): { looked: number; problems: string[] };

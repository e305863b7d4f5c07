export function goldensIn(
  path: string,
  given: boolean,
): { folder: string; given: boolean; authors: Record<string, unknown>; publicCode: Record<string, unknown> };

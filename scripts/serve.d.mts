export const ISOLATION_HEADERS: Record<string, string>;
export function serve(port: number, attempts?: number): Promise<{ address: string; close: () => void }>;

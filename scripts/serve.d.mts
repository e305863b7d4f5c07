export const ISOLATION_HEADERS: Record<string, string>;
export function serve(port: number, attempts?: number, headers?: Record<string, string>): Promise<{ address: string; close: () => void }>;

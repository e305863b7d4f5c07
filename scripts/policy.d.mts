import type { Plugin } from 'vite';

export const ISOLATION_HEADERS: Record<string, string>;
export const PAGE_POLICY: string;
export function headersOf(path: string): Record<string, string>;
export function policy(): Plugin;

import type { Plugin } from 'vite';

export function documentation(): Plugin;
export function withoutWords(code: string): string;

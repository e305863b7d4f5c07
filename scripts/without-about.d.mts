import type { Plugin } from 'vite';

export function withoutAbout(): Plugin;
export function emptied(code: string): string;

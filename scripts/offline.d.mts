import type { Plugin } from 'vite';

export function keptOf(names: string[]): string[];
export function serviceWorkerOf(code: string, files: Map<string, Uint8Array>): string;
export function filesIn(folder: string): Map<string, Buffer>;
export function offline(): Plugin;

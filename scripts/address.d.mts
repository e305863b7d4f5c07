import type { Plugin } from 'vite';

export function address(said?: string): Plugin;

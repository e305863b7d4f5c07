export function mimeType(name: string): string;

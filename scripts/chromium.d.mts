export const CHROMIUM_FLAGS: string[];
export const CHROMIUM_FLAGS_WITHOUT_WEBGPU: string[];
export function findChromium(): Promise<string | undefined>;
export function findOrInstallChromium(): Promise<string>;

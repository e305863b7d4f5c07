/** Put in its place when the page is built or served (`scripts/assembly.mjs`). */
declare const ENGINE_SOURCES: string;

/** Names the sources of the engines and their kernels: other sources, another text. */
export const engineSources = (): string => ENGINE_SOURCES;

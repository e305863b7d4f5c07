/** A file's name without its folders. */
export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

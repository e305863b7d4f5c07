/** What is timed, in one file: the measuring process holds nothing of the build tool, which the engine would go through with our data. */
export { openFiles, profileColumns } from '../../src/data';
export { DelimitedReader } from '../../src/data/bytes/reader';
export { encodeSharing } from '../../src/data/encode/vocabulary';
export { readTable } from '../../src/data/formats/read-table';
export { LIMITS } from '../../src/data/limits';
export { propose } from '../../src/data/roles/propose-roles';
export { Held } from '../../src/data/table/held';
export { isMissing } from '../../src/data/table/missing';
export { Texts } from '../../src/data/table/texts';

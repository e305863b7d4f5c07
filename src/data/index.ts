export { makeDemo } from './demos';
export { encode } from './encode';
export { profileColumns } from './profile';
export { proposeRoles } from './propose-roles';
export { readTable } from './read-table';
export { parseRowNumbers } from './row-numbers';

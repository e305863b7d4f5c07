export { makeDemo } from './demos';
export { encode } from './encode/encode';
export { idOfText } from './encode/id-of-text';
export { readTable } from './formats/read-table';
export { propose } from './roles/propose-roles';
export { parseRowNumbers } from './split/row-numbers';
export { profileColumns } from './table/profile';

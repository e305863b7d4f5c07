/**
 * What a file becomes on its way to training, for the layers above: a `Table` (columns of texts, dictionary-coded), then
 * `EncodedData` (typed columns of ids and floats).
 */
export type { EncodedData, SparseField } from './encode/encoded-data';
export type { Column, Table } from './table/table';

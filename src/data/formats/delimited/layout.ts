/** How delimited text lies in its file: found in the head of the file, or stated, before any row is read. */
export interface Layout {
  /** One character or more, such as "::". */
  delimiter: string;
  /** Lines (records) before the header, or before the first row where there is none; empty ones and comments count too. */
  skip: number;
  /** Lines that begin with this one character are passed over, such as "#". */
  comment?: string;
  /** Whether the first record names the columns. */
  header: boolean;
  /** The columns' names, in order, each once; fields beyond them are ragged. */
  names: readonly string[];
  /** Every line ends in a delimiter: the last, empty field is no column. A record may lack it. */
  trailing: boolean;
  /** What becomes of a record with another number of fields. */
  ragged: 'refuse' | 'skip';
  /** A quote is a letter like any other, not the frame of a field; left out: as RFC 4180 says. */
  quotes?: 'text';
}

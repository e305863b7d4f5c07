/** The end of the name of a file that holds a link. */
export const LINK_FILE = '.hamur-link';

/** Runs that came with a link or a file are told from others by how their ids begin. */
export const SENT = 'sent-';
export const isSent = ({ id }: { id: string }): boolean => id.startsWith(SENT);

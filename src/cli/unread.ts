/** Calls `unread` when nobody reads the output any more, as behind `| head`: that is no error of ours. */
export function onUnread(out: NodeJS.WriteStream, unread: () => void): void {
  out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    unread();
  });
}

let lastBreath = 0;

/** Lets other messages in (a cancel, say), at most every 20 ms. */
export async function breathe(): Promise<void> {
  if (performance.now() - lastBreath < 20) return;
  await new Promise((resolve) => setTimeout(resolve));
  lastBreath = performance.now();
}

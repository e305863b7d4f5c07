/** Waits for what is under way, but no longer than so many milliseconds. */
export async function atMost(underWay: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([underWay, over]);
  clearTimeout(timer);
}

/** Asks for the full screen. Browsers refuse it where nobody pressed anything, and some have none: the page goes on without. */
export function enterFullScreen(): void {
  void document.documentElement.requestFullscreen?.().catch(() => {});
}

export function leaveFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
}

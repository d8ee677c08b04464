/**
 * Calls `end` once when this process is asked to stop, or when the process that
 * started it is gone, and exits after `end` has finished.
 *
 * Signals come in twice with npm: once from the terminal, once passed on. So only
 * one that comes a good while later is taken as impatience.
 */
export function onShutdown(end: (reason: string) => Promise<void>): void {
  let firstAt: number | undefined;
  const ask = (reason: string, exitCode: number): void => {
    const now = performance.now();
    if (firstAt !== undefined) {
      if (now - firstAt > 1500) process.exit(exitCode);
      return;
    }
    firstAt = now;
    void end(reason).then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => {
    ask('Ctrl-C', 130);
  });
  process.on('SIGTERM', () => {
    ask('SIGTERM', 143);
  });
  process.on('SIGHUP', () => {
    ask('the terminal was closed', 129);
  });
  process.on('disconnect', () => {
    ask('the process that started this one is gone', 1);
  });
  // Listening must not keep this process alive when its work is done.
  process.channel?.unref();
}

/** Whether a file of the console could not be loaded: in the words of the three engines, and of Vite for its styles. */
export function isMissingPart(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /dynamically imported module|importing a module|Importing a module|Unable to preload CSS/.test(error.message)
  );
}

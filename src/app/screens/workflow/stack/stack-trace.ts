/** One place in the code. */
export interface StackFrame {
  /** As the worker wrote it. */
  text: string;
  /** Code of a library or of the runtime, which is seldom what a person looks for. */
  isForeign: boolean;
}

/** One line of execution: a coroutine, a fiber, a promise. */
export interface StackPart {
  frames: StackFrame[];
}

const foreign =
  /node_modules|node:internal|\(native\)|<anonymous>|site-packages|\/go\/pkg\/mod\/|\bjava\.base\b|io\.temporal\.internal/;

/** The answer of `__stack_trace`: parts are divided by empty lines, frames stand one on a line. Every SDK does it so. */
export function parseStackTrace(text: string): StackPart[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => ({
      frames: part
        .split('\n')
        .filter((line) => line.trim())
        .map((line) => ({ text: line.trim(), isForeign: foreign.test(line) })),
    }))
    .filter(({ frames }) => frames.length > 0);
}

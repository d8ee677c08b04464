/** Returns its arguments as they arrived, which shows what a payload converter makes of them. */
export async function echo(...args: unknown[]): Promise<unknown[]> {
  return args;
}

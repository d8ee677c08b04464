/** The smallest Workflow: no activity, no wait. */
export async function greet(name: string): Promise<string> {
  return `Hello, ${name}!`;
}

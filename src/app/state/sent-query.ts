/**
 * A visibility query as it is sent at this moment. Links, saved views and everything on screen keep relative times
 * (`StartTime > now-1h`); whoever calls the server with a query of a person passes it through here, at each call.
 */
export async function sentQuery(query: string): Promise<string> {
  // Most queries have none, and then nothing has to be loaded for them.
  if (!/\bnow\b/.test(query)) return query;
  const { sentQueryNow } = await import('./sent-query-now.js');
  return sentQueryNow(query);
}

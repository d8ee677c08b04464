import type { Page } from 'playwright';

type Headers = Readonly<Record<string, string>>;

/**
 * What goes over the wire for the next request of a page to this address. Asked of Chromium itself: it may tell the sent
 * headers when all else of an answer is over, and Playwright waits for those for ever.
 */
export async function headersOf(
  page: Page,
  address: string,
  act: () => Promise<void>,
): Promise<{ sent: Headers; got: Headers }> {
  const chromium = await page.context().newCDPSession(page);
  const asked = new Set<string>();
  const seen = new Map<string, { sent?: Headers; got?: Headers }>();
  const both = new Promise<{ sent: Headers; got: Headers }>((resolve) => {
    const look = (id: string, more: { sent?: Headers; got?: Headers }): void => {
      const headers = { ...seen.get(id), ...more };
      seen.set(id, headers);
      const { sent, got } = headers;
      if (asked.has(id) && sent && got) resolve({ sent: lowerCased(sent), got: lowerCased(got) });
    };
    chromium.on('Network.requestWillBeSent', ({ requestId, request: { url } }) => {
      if (url === address) asked.add(requestId);
      look(requestId, {});
    });
    chromium.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => look(requestId, { sent: headers }));
    chromium.on('Network.responseReceivedExtraInfo', ({ requestId, headers }) => look(requestId, { got: headers }));
  });
  await chromium.send('Network.enable');
  await act();
  return both;
}

function lowerCased(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

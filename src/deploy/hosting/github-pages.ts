import type { HostingOptions } from './headers.js';

/** A workflow that publishes the console on GitHub Pages, which has no headers to set: the policy is in the page alone. */
export function githubPagesWorkflow({ connect = [] }: HostingOptions = {}): string {
  return `# Publishes the console on GitHub Pages. Made by \`npm run hosting\`; for .github/workflows.
#
# GitHub Pages sends no headers of yours. The Content Security Policy, Trusted Types and the referrer policy are in the page
# and hold, and so does the integrity of its files. What only a header can say does not: frame-ancestors (any site may frame
# the console), nosniff, Integrity-Policy, Permissions-Policy, Cross-Origin-Opener-Policy, a policy for the worker, and a
# cache for longer than ten minutes.
name: Console
on:
  push:
    branches: [main]
permissions:
  contents: read
  pages: write
  id-token: write
concurrency: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: \${{ steps.publish.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npm run generate && npm run build:console
        env:
          # What the page may call: proxy, codec and identity provider, with spaces between. Empty: any address.
          CONSOLE_CONNECT: '${connect.join(' ')}'
      - uses: actions/upload-pages-artifact@v3
        with:
          path: dist/console
      - id: publish
        uses: actions/deploy-pages@v4
`;
}

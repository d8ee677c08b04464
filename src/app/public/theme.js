// Runs before the first paint. The key and the values are those of state/preferences.svelte.ts.
try {
  const theme = JSON.parse(localStorage.getItem('temporal-console:preferences') || '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage or unreadable: the system's theme applies.
}

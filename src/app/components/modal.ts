/**
 * Shows a native modal dialog: focus stays inside, Escape closes. The focus goes back to where it was, also when the
 * dialog is taken out of the page before it was closed, which the browser does not do by itself.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    dialog.close();
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body || dialog.contains(activeElement);
    if (!isLost) return;
    const target = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('main');
    target?.focus({ preventScroll: true });
  };
}

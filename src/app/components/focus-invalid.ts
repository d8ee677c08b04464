/** Leads to the first field that is marked as wrong, also inside of a code editor. What is said of it stands below it. */
export function focusFirstInvalid(form: ParentNode | undefined): void {
  const field = form?.querySelector<HTMLElement>(':is([aria-invalid="true"], [data-invalid])');
  const written = field?.shadowRoot?.querySelector<HTMLElement>('[aria-invalid="true"]');
  // In the middle: what sticks to the edges of the window covers neither the field nor the words.
  (written ?? field)?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
}

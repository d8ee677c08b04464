/** ⌘↵ and Ctrl-↵ submit a form from any of its fields, text areas too. */
export function submitKeys(form: HTMLFormElement): () => void {
  const submit = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    form.requestSubmit();
  };
  form.addEventListener('keydown', submit);
  return () => form.removeEventListener('keydown', submit);
}

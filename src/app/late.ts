/**
 * What the first page can do without, and what has to be there when the network is not: the words of errors, toasts, and the
 * state of the connection. It loads as one file when the page is idle.
 */
export { default as ConnectionDetails } from './frame/ConnectionDetails.svelte';
export { default as ErrorWords } from './components/ErrorWords.svelte';
export { default as ToastCard } from './components/ToastCard.svelte';

import { answer, type Question } from './answer.js';

/**
 * Runs expressions off the page, because some take longer than anybody lives and none can be stopped in any other way
 * than by ending the thread that it runs in.
 */
const scope = globalThis as unknown as Pick<Worker, 'postMessage'> & {
  onmessage: (event: MessageEvent<Question>) => void;
};
scope.onmessage = ({ data }) => scope.postMessage(answer(data));
scope.postMessage('ready');

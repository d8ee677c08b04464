/** Contract of the sample Nexus service; pages take it too. `nexus.ts` has the handlers. */
import * as nexus from 'nexus-rpc';

export const greetings = nexus.service('greetings', {
  /** Greets at once. */
  greet: nexus.operation<string, string>(),
  /** Starts the Workflow `waitForRelease` under the given Workflow Id and ends with it. */
  hold: nexus.operation<string, unknown>(),
  /** Ends as failed, with the given text. */
  refuse: nexus.operation<string, unknown>({ name: 'refuse-to-greet' }),
});

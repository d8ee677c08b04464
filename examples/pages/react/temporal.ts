/** One Connection for the whole page. Nothing is sent before the first call. */
import { Client, Connection } from 'temporal-web-client';
import { workflowMutations, workflowQueries } from 'temporal-web-client/query';
import { QueryClient } from '@tanstack/react-query';
import { address } from '../shared/settings.js';

export const connection = Connection.lazy({ address });
export const queryClient = new QueryClient();

const client = new Client({ connection });
export const workflows = workflowQueries(client);
export const mutations = workflowMutations(client, queryClient);

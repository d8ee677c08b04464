import { createNexusServiceClient } from '@temporalio/workflow';
import * as nexus from 'nexus-rpc';

const bookings = nexus.service('bookings', { reserve: nexus.operation<string, string>() });

/** Reserves a room by a Nexus operation: one that waits for ever, where nobody serves the Endpoint. */
export async function bookRoom(endpoint: string, room: string): Promise<string> {
  const client = createNexusServiceClient({ endpoint, service: bookings });
  return client.executeOperation('reserve', room, { scheduleToCloseTimeout: '1 hour' });
}

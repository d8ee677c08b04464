/**
 * Which Workflows may still need a Build Id: new ones, open or closed ones, open ones, closed ones.
 *
 * @deprecated with the Build Id versioning that it belongs to; use Worker Deployments (`client.deployment`)
 */
export const ReachabilityType = {
  NEW_WORKFLOWS: 'NEW_WORKFLOWS',
  EXISTING_WORKFLOWS: 'EXISTING_WORKFLOWS',
  OPEN_WORKFLOWS: 'OPEN_WORKFLOWS',
  CLOSED_WORKFLOWS: 'CLOSED_WORKFLOWS',
} as const;
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the type of the same name
export type ReachabilityType = keyof typeof ReachabilityType;

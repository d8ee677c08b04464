/** What the in-memory server says that it can do in a Namespace. Capabilities that are left out are those that it has not. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  NamespaceInfo_CapabilitiesSchema,
  NamespaceInfo_LimitsSchema,
} from '../../../gen/namespace/temporal/api/namespace/v1/message_pb.js';

export const capabilities: MessageInitShape<typeof NamespaceInfo_CapabilitiesSchema> = {
  syncUpdate: true,
  asyncUpdate: true,
  workflowPause: true,
  standaloneActivities: true,
  standaloneActivityStartDelay: true,
  standaloneActivityBatchOperations: true,
  standaloneActivityOperatorCommands: true,
};

/** In bytes; those of the server. */
export const limits: MessageInitShape<typeof NamespaceInfo_LimitsSchema> = {
  blobSizeLimitError: 2n * 1024n * 1024n,
  memoSizeLimitError: 2n * 1024n * 1024n,
  workflowTaskCompletionSizeLimitError: 40n * 1024n * 1024n,
};

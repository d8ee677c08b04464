export type { HealthHandlers, OperatorServiceHandlers, WorkflowServiceHandlers } from '../in-memory-fetch.js';

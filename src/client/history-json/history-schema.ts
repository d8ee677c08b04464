/** The one place that says which descriptors of histories the JSON is made with. */
export { type History, HistorySchema } from '../../../gen/history/temporal/api/history/v1/message_pb.js';

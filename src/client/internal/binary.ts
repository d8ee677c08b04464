/**
 * How messages are read. protobuf-es stops at 100 nested messages by default; a failure nests one for each of its causes,
 * and the server allows more of them.
 */
export const binaryReadOptions = { recursionLimit: 1000 };

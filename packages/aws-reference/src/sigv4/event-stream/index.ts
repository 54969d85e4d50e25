export { type StreamRefusal, type StreamRefusalReason, StreamRefusedError } from '../chunks/refusal.ts';
export type { StreamOutcome, StreamVerifier } from '../chunks/verifier.ts';
// The steps.
export {
  dateHeader,
  type EventParts,
  eventSignature,
  eventStringToSign,
  STREAMING_EVENTS,
} from './event-string-to-sign.ts';
// The format of the messages.
export { decodeMessage, encodeMessage, MAX_HEADERS_LENGTH, MAX_PAYLOAD_LENGTH, type Message } from './message.ts';
export { decodeHeaders, encodeHeaders, type MessageHeaders, type MessageHeaderValue } from './message-headers.ts';
// What is made of them.
export {
  type EventStreamRequest,
  type EventStreamSigningOptions,
  signEventStreamRequest,
} from './sign-event-stream.ts';
export { type EventStreamSummary, type EventStreamVerifyOptions, verifyEventStream } from './verify-event-stream.ts';

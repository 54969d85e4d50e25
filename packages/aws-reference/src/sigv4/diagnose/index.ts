export type { Cause, CauseName, Confidence, Evidence } from './cause.ts';
export {
  type CanonicalPart,
  type ComparedLine,
  type Comparison,
  compareCanonicalRequests,
  compareStringsToSign,
  type StringToSignPart,
} from './compare.ts';
export { describeComparison, describeDiagnosis } from './describe-diagnosis.ts';
export { describeRefusal } from './describe-refusal.ts';
export { describeTrace, HEADER_REASONS } from './describe-trace.ts';
export { type DiagnoseOptions, type Diagnosis, diagnose } from './diagnose.ts';
export { type EndpointScope, endpointScope } from './endpoint.ts';
export type { TextSegment } from './segments.ts';
export type { AnswerDetail, AnswerOptions, AnswerProtocol, ServiceAnswer } from './service-answer.ts';

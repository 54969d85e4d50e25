// The steps in the order of the algorithm.
export type { PolicyCondition } from './condition.ts';
export { encodePolicy, type PolicyDocument, policySignature, postPolicy } from './post-policy.ts';
// What is made of them.
export { type PresignedPost, type PresignPostOptions, presignPost } from './presign-post.ts';
export { type FileLike, type FormInput, MAX_FIELDS_BYTES } from './read-form.ts';
export type { PostRefusal, PostRefusalReason } from './refusal.ts';
export {
  type PostVerification,
  type RefusedPost,
  type VerifiedPost,
  type VerifyPostOptions,
  verifyPost,
} from './verify-post.ts';

import type { PolicyCondition } from './condition.ts';

/**
 * Why a form was refused, in the order in which it is looked at:
 *
 * - `TooLarge`: more than 20,480 bytes before the file.
 * - `Malformed`: a field stands there twice, or cannot be read. `MissingField`: a field that each form needs is absent.
 * - `UnsupportedAlgorithm`: another than `AWS4-HMAC-SHA256`. `WrongScope`: day, Region or service of the credential.
 * - `UnknownKey`, `SignatureMismatch`, `InvalidToken`, `ExpiredToken`: as for requests.
 * - `InvalidPolicy`: the document is none.
 * - `NotYetValid`: signed ahead of now. `Expired`: the policy has ended, or it was signed seven days ago.
 * - `ConditionFailed`: a condition of the policy does not hold.
 * - `ExtraField`: no condition speaks of the field.
 * - `EntityTooSmall`, `EntityTooLarge`: the file, by a `content-length-range`.
 */
export type PostRefusalReason =
  | 'TooLarge'
  | 'Malformed'
  | 'MissingField'
  | 'UnsupportedAlgorithm'
  | 'WrongScope'
  | 'UnknownKey'
  | 'SignatureMismatch'
  | 'InvalidToken'
  | 'ExpiredToken'
  | 'InvalidPolicy'
  | 'NotYetValid'
  | 'Expired'
  | 'ConditionFailed'
  | 'ExtraField'
  | 'EntityTooSmall'
  | 'EntityTooLarge';

/** A refusal, for the verifier's own eyes. Plain data, no secret. */
export interface PostRefusal {
  readonly reason: PostRefusalReason;
  /** The field that it is about, lower case; a member of the policy: `expiration`, `conditions[2]`. */
  readonly field?: string;
  /** `Expired`: time since the end. `NotYetValid`: age of the signature, negative. */
  readonly seconds?: number;
  /** The condition that does not hold, an exact one spelled with `eq`. */
  readonly condition?: PolicyCondition;
}

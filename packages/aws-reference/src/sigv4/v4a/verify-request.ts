import type { Claim } from '../claim.ts';
import { scopePart } from '../credential-scope.ts';
import type { Credentials, HttpRequest, ScopeInput } from '../types.ts';
import type { VerificationOptions } from '../verification-rules.ts';
import { type Verification, verify } from '../verify-request.ts';
import { ALGORITHM } from './algorithm.ts';
import { credentialScope } from './credential-scope.ts';
import { type KeyPairCache, NO_CACHE, type PublicKey, type VerificationKey } from './key-pair.ts';
import { regionSetHolds } from './region-set.ts';
import { verifySignature } from './signature.ts';

/** What a verifier that has no secrets knows of an access key. */
export interface PublicCredentials {
  readonly publicKey: PublicKey;
  /** Of temporary credentials. */
  readonly sessionToken?: string | undefined;
  /** When they end. */
  readonly expiration?: Date | undefined;
}

type Lookup<Known> = (accessKeyId: string) => Known | undefined | Promise<Known | undefined>;

/** Where keys come from: the credentials of an access key id, or their public halves alone. */
export type KeySource =
  | { readonly credentials: Lookup<Credentials>; readonly publicKeys?: undefined }
  | { readonly publicKeys: Lookup<PublicCredentials>; readonly credentials?: undefined };

/** What verifying takes. `region` is the verifier's own: the request's set has to hold it. */
export type VerifyOptions = ScopeInput &
  VerificationOptions &
  KeySource & {
    /** Keeps keys between calls: look up objects that are the same each time. */
    readonly keys?: KeyPairCache | undefined;
  };

/** Verified with when the access key id is unknown, so that the answer takes as long as for a known one. */
const NOBODY: Credentials = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };
/** The same for verifiers without secrets: the base point of P-256. */
const NOBODYS_KEY: PublicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
  y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
};

/** The key of an access key id, and what the verifier knows of its credentials, if it knows any. */
interface Found {
  readonly key: VerificationKey;
  readonly known: Credentials | undefined;
}

async function lookUp(accessKeyId: string, options: VerifyOptions): Promise<Found> {
  const keys = options.keys ?? NO_CACHE;
  if (options.publicKeys === undefined) {
    const known = await options.credentials(accessKeyId);
    const { verificationKey: key } = await keys.keyPair(known ?? NOBODY);
    return { key, known };
  }
  const found = await options.publicKeys(accessKeyId);
  const { publicKey, ...rest } = found ?? { publicKey: NOBODYS_KEY };
  const key = await keys.verificationKey(publicKey);
  return { key, known: found && { ...rest, accessKeyId, secretAccessKey: '' } };
}

/** The region set of a request; of a presigned one it stands in the query. */
function claimedRegionSet({ expires, wire }: Claim): string {
  if (expires === undefined) return wire.headers.get('x-amz-region-set') ?? '';
  return decodeURIComponent(/(?:^|&)X-Amz-Region-Set=([^&]*)/.exec(wire.query)?.[1] ?? '');
}

/**
 * Verifies a Signature Version 4A, in the header or the query of a request, from the credentials or from a public key.
 *
 * Refuses what {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html} makes a
 * service refuse, as the verifier of Signature Version 4 does, and a region set without the verifier's own Region
 * (`WrongScope`, field `x-amz-region-set`). An unknown access key costs what a wrong signature costs.
 *
 * @param request - As it arrived: `url` from the request line, headers with `host`, the body's bytes.
 * @throws {@link SigV4Error} for options that are wrong, a public key that is none among them; never because of the
 * request.
 */
export async function verifyRequest(request: HttpRequest, options: VerifyOptions): Promise<Verification> {
  const region = scopePart(options.region, 'region');
  const scope = credentialScope({ ...options, date: '00000000' }).slice(8);
  return verify(request, options, ALGORITHM, scope, async (claim, stringToSign) => {
    if (!regionSetHolds(claimedRegionSet(claim), region)) return { reason: 'WrongScope', field: 'x-amz-region-set' };
    const { key, known } = await lookUp(claim.accessKeyId, options);
    return { known, same: await verifySignature(key, stringToSign, claim.signature) };
  });
}

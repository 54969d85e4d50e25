import { expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import * as envelopeCli from '../src/cli/envelope/main.ts';
import * as cli from '../src/cli/sigv4/main.ts';
import * as envelope from '../src/envelope/index.ts';
import * as kms from '../src/kms/index.ts';
import * as chunks from '../src/sigv4/chunks/index.ts';
import * as diagnose from '../src/sigv4/diagnose/index.ts';
import * as eventStream from '../src/sigv4/event-stream/index.ts';
import * as sigv4 from '../src/sigv4/index.ts';
import * as postPolicy from '../src/sigv4/post-policy/index.ts';
import * as v4a from '../src/sigv4/v4a/index.ts';

const entries = {
  './sigv4': sigv4,
  './sigv4/chunks': chunks,
  './sigv4/event-stream': eventStream,
  './sigv4/post-policy': postPolicy,
  './sigv4/v4a': v4a,
  './sigv4/diagnose': diagnose,
  './envelope': envelope,
  './kms': kms,
  './sigv4/cli': cli,
  './envelope/cli': envelopeCli,
};

it('has an entry in this list for each of the package', () => {
  expect(Object.keys(entries)).toEqual(Object.keys(manifest.exports));
});

it('has these names and no others', () => {
  const names = Object.entries(entries).map(([entry, module]) => [entry, Object.keys(module).sort()]);
  expect(Object.fromEntries(names)).toMatchInlineSnapshot(`
    {
      "./envelope": [
        "ALGORITHM_SUITES",
        "DecryptError",
        "EnvelopeError",
        "UnsupportedError",
        "cachingMaterials",
        "decrypt",
        "decryptStream",
        "defaultMaterials",
        "encrypt",
        "encryptStream",
        "inspect",
        "kmsDiscoveryKeyring",
        "kmsKeyring",
        "kmsMultiRegionKeyring",
        "multiKeyring",
        "rawAesKeyring",
        "rawRsaKeyring",
        "requiredContextMaterials",
        "serialiseContext",
      ],
      "./envelope/cli": [
        "main",
      ],
      "./kms": [
        "KmsError",
        "MAX_CIPHERTEXT_BYTES",
        "MAX_PLAINTEXT_BYTES",
        "createKmsClient",
        "fromAwsSdk",
      ],
      "./sigv4": [
        "ALGORITHM",
        "EMPTY_PAYLOAD_HASH",
        "MAX_EXPIRES_IN_SECONDS",
        "SigV4Error",
        "UNSIGNED_PAYLOAD",
        "amzDate",
        "authorizationHeader",
        "canonicalHeaders",
        "canonicalQueryString",
        "canonicalRequest",
        "canonicalUri",
        "createSigner",
        "createSigningKeyCache",
        "credentialScope",
        "hashedPayload",
        "parseAmzDate",
        "presignUrl",
        "signRequest",
        "signature",
        "signingKey",
        "stringToSign",
        "uriEncode",
        "verifyRequest",
      ],
      "./sigv4/chunks": [
        "DEFAULT_CHUNK_SIZE",
        "MIN_CHUNK_SIZE",
        "STREAMING_UNSIGNED_PAYLOAD_TRAILER",
        "StreamRefusedError",
        "canonicalTrailers",
        "chunkHeader",
        "chunkSignature",
        "chunkStringToSign",
        "chunkedContentLength",
        "signChunkedRequest",
        "streamingPayload",
        "trailerSignature",
        "trailerStringToSign",
        "verifyChunks",
      ],
      "./sigv4/cli": [
        "main",
      ],
      "./sigv4/diagnose": [
        "HEADER_REASONS",
        "compareCanonicalRequests",
        "compareStringsToSign",
        "describeComparison",
        "describeDiagnosis",
        "describeRefusal",
        "describeTrace",
        "diagnose",
        "endpointScope",
      ],
      "./sigv4/event-stream": [
        "MAX_HEADERS_LENGTH",
        "MAX_PAYLOAD_LENGTH",
        "STREAMING_EVENTS",
        "StreamRefusedError",
        "dateHeader",
        "decodeHeaders",
        "decodeMessage",
        "encodeHeaders",
        "encodeMessage",
        "eventSignature",
        "eventStringToSign",
        "signEventStreamRequest",
        "verifyEventStream",
      ],
      "./sigv4/post-policy": [
        "MAX_FIELDS_BYTES",
        "encodePolicy",
        "policySignature",
        "postPolicy",
        "presignPost",
        "verifyPost",
      ],
      "./sigv4/v4a": [
        "ALGORITHM",
        "PADDED_SIGNATURE_LENGTH",
        "createKeyPairCache",
        "credentialScope",
        "deriveSigningKeyPair",
        "importPublicKey",
        "keyDerivationInput",
        "padSignature",
        "presignUrl",
        "privateKeyBytes",
        "regionSet",
        "regionSetHolds",
        "signRequest",
        "signature",
        "unpadSignature",
        "verifyRequest",
        "verifySignature",
      ],
    }
  `);
});

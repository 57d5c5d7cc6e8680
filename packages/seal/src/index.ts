export { bodyFromPlain, type Body, type Format } from './body.ts'
export { canonicalize } from './canonical-json.ts'
export { sign, verify } from './ecdsa.ts'
export { EnvelopeFault, KeyFault, type EnvelopeFaultCode, type KeyFaultCode } from './fault.ts'
export type { Envelope } from './envelope.ts'
export { parseEnvelope, verifyEnvelope } from './govesb.ts'
export {
  buildRequest,
  buildResponse,
  type BuiltEnvelope,
  type RequestParts,
  type ResponseParts,
} from './govesb-build.ts'
export { compact, type Limits } from './json-scan.ts'
export {
  generateKeyPair,
  holdsPrivateKey,
  importPrivateKey,
  importPublicKey,
  type Curve,
  type SigningKey,
  type VerifyingKey,
} from './keys.ts'
export { keysInForce, type Validity } from './key-validity.ts'
export { openSecret, sealSecret } from './sealed-secret.ts'
export {
  contentDigest,
  digestStream,
  verifyContentDigest,
  verifyDigestStream,
  type DigestAlgorithm,
  type DigestVerdict,
} from './http-digest.ts'
export { ComponentFault, type SignedRequest, type SignedResponse } from './http-components.ts'
export {
  hmacKey,
  httpSigner,
  httpVerifier,
  rsaPssVerifier,
  type HttpSigner,
  type HttpVerifier,
} from './http-keys.ts'
export { isR1Signed, r1Digest, signedR1, verifyR1, type R1Request } from './r1-request.ts'
export {
  signHttpMessage,
  verifyHttpMessage,
  type Component,
  type HttpRefusal,
  type HttpVerdict,
  type VerifyOptions,
} from './http-signature.ts'

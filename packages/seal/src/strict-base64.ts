/**
 * Bytes of canonical base64 (RFC 4648 section 4: padded, no line breaks, zero trailing bits), or undefined. There
 * is exactly one text for given bytes, so a text cannot be changed without changing the bytes.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

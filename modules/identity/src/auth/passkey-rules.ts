import { APIError } from 'better-auth/api'

/** A passkey stands for two factors only when the device asked for a finger, a face or a PIN. @throws APIError */
export function personHeld(userVerified: boolean | undefined): void {
  if (userVerified !== true) {
    throw new APIError('UNAUTHORIZED', { message: 'the device did not verify its user' })
  }
}

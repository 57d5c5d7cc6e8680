/** Who looks: one of the demo country's people for each role, and nobody. */
export interface Viewer {
  readonly name: string
  /** `undefined`: a stranger. */
  readonly account: string | undefined
  readonly role: string | undefined
}

const person = (role: string, account: string): Viewer => ({ name: role, account, role })

export const stranger: Viewer = { name: 'stranger', account: undefined, role: undefined }

export const viewers: readonly Viewer[] = [
  stranger,
  person('ict-officer', 'demo-nida-tehama'),
  person('head', 'demo-nida-mkuu'),
  person('data-protection-officer', 'demo-nida-taarifa'),
  person('ega-officer', 'demo-ega'),
  person('auditor', 'demo-mkaguzi'),
  person('minister-office', 'demo-waziri'),
]

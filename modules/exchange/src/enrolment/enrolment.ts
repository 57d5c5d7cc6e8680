import { Agreement, Client, Endpoint, Institution, Service, System } from '@mtandao/contracts'
import { z } from 'zod'

/** A secret as the file may hold it: in the clear, to be sealed on arrival, or sealed already. */
const secret = z.union([
  z.strictObject({ clear: z.string().min(1).max(20_000) }),
  z.strictObject({ sealed: z.base64().max(40_000) }),
])
const [signed, plain, bearer, basic, mtls] = Endpoint.shape.security.options

const EnrolmentEndpoint = z.strictObject({
  url: Endpoint.shape.url,
  security: z.discriminatedUnion('type', [
    signed,
    plain,
    bearer.extend({ secret }),
    basic.extend({ secret }),
    mtls.extend({ key: secret }),
  ]),
})
export type EnrolmentEndpoint = z.infer<typeof EnrolmentEndpoint>

/**
 * An enrolment file: the shapes of the routing snapshot, with secrets in the clear where the sender has no sealing key.
 * A file is a set of additions and renewals; what it does not name is left as it is.
 */
export const Enrolment = z
  .strictObject({
    instance: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
    institutions: z.array(Institution).max(20_000),
    systems: z.array(System).max(50_000),
    clients: z.array(Client.extend({ callback: EnrolmentEndpoint.optional() })).max(100_000),
    services: z.array(Service.extend({ endpoint: EnrolmentEndpoint.optional() })).max(50_000),
    agreements: z.array(Agreement).max(500_000),
  })
  .superRefine((file, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    for (const list of ['institutions', 'systems', 'clients', 'services', 'agreements'] as const) {
      const items: readonly { id: string }[] = file[list]
      eachRepeated(
        items,
        (one) => one.id,
        (at, id) => refuse([list, at, 'id'], `«${id}» stands twice`),
      )
    }
    eachRepeated(
      file.services,
      (one) => one.esbCode && `${one.kind} ${one.esbCode}`,
      (at, code) => refuse(['services', at, 'esbCode'], `«${code}» stands twice`),
    )
    file.services.forEach((service, at) => {
      if (service.kind === 'pull' && !service.endpoint)
        refuse(['services', at, 'endpoint'], 'a pull service needs an endpoint')
    })
    file.agreements.forEach(({ validFrom, validUntil, status, reason }, at) => {
      if (validFrom >= validUntil)
        refuse(['agreements', at, 'validUntil'], 'is not after validFrom')
      if (status === 'suspended' && !reason)
        refuse(['agreements', at, 'reason'], 'a suspension needs a reason')
    })
  })
export type Enrolment = z.infer<typeof Enrolment>

function eachRepeated<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
  found: (at: number, key: string) => void,
): void {
  const seen = new Set<string>()
  items.forEach((item, at) => {
    const key = keyOf(item)
    if (key === undefined) return
    if (seen.has(key)) found(at, key)
    seen.add(key)
  })
}

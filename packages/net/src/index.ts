export { addressOfHost, parseAddress, type Address } from './address.ts'
export { contains, parseCidr, type Network } from './cidr.ts'
export { classifyAddress, mayConnect, type AddressClass } from './classify.ts'

/** What a document may be at most. */
export const documentBytesMax = 2_000_000
export const depthMax = 64
export const membersMax = 100_000
export const operationsMax = 500
/** More faults would not be read by anyone. */
export const faultsMax = 50

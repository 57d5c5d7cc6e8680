export type { Share } from './bar.ts'
export { createBooklet, type Booklet, type Look } from './booklet.ts'
export { createPaper, type Line, type Paper } from './paper.ts'
export type { Table, TableCell, TableColumn } from './table.ts'

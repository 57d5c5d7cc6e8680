export { createPaper, type Line, type Paper } from './paper.ts'

import { bottom, margin, printable, width } from './ink.ts'
import type { Press } from './press.ts'

export interface Table {
  /** Says what the table holds; stands above it. */
  readonly caption: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly TableCell[])[]
  /** Points; 8.5 unless said. */
  readonly size?: number
}

export interface TableColumn {
  readonly label: string
  /** Width as a part of the sum of all. */
  readonly share: number
  /** Numbers are set to the right. */
  readonly number?: boolean
  /** Its cells name their rows. */
  readonly names?: boolean
}

export type TableCell =
  | string
  | { readonly text: string; readonly bold?: boolean; readonly lang?: string }

interface Setting {
  readonly press: Press
  readonly columns: readonly (TableColumn & { readonly x: number; readonly width: number })[]
  readonly size: number
}

const pad = { x: 3, y: 4 }
const headFill = '#e4ebe8'
const line = '#c4ccc8'
/** Labels are a little smaller than what stands beneath: long Swahili words must fit narrow columns of numbers. */
const labelScale = 0.86

/** Rows stay whole; a table that goes on over a page has its header again there, for the eye alone. */
export function drawTable(press: Press, { caption, columns, rows, size = 8.5 }: Table): void {
  const { pdf, root } = press
  const setting: Setting = { press, columns: placed(columns), size }
  const headHeight = headerHeight(setting)
  const heights = rows.map((row) => heightOf(setting, row))
  const said = printable(caption)
  pdf.font('bold', size)
  const captionHeight = pdf.heightOfString(said, { width }) + 3
  press.room(captionHeight + headHeight + (heights[0] ?? 0))
  const table = pdf.struct('Table')
  root.add(table)
  const sayCaption = () => void pdf.fillColor('black').text(said, margin.left, pdf.y, { width })
  table.add(pdf.struct('Caption', {}, sayCaption))
  pdf.y += 3
  drawHeader(setting, headHeight, table)
  const body = pdf.struct('TBody')
  table.add(body)
  rows.forEach((row, at) => {
    const height = heights[at] ?? 0
    if (pdf.y + height > bottom) {
      pdf.addPage()
      drawHeader(setting, headHeight, null)
    }
    drawRow(setting, body, { row, height })
  })
  body.end()
  table.end()
  pdf.y += 8
}

function placed(columns: readonly TableColumn[]): Setting['columns'] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let x = margin.left
  return columns.map((column) => {
    const one = { ...column, x, width: (width * column.share) / whole }
    x += one.width
    return one
  })
}

const within = ({ width: wide, number = false }: Setting['columns'][number]) =>
  ({ width: wide - 2 * pad.x, align: number ? 'right' : 'left' }) as const

function headerHeight({ press: { pdf }, columns, size }: Setting): number {
  pdf.font('bold', size * labelScale)
  const heights = columns.map((column) =>
    pdf.heightOfString(printable(column.label), within(column)),
  )
  return Math.max(...heights) + 2 * pad.y
}

function heightOf({ press: { pdf }, columns, size }: Setting, row: Table['rows'][number]): number {
  const heights = columns.map((column, at) => {
    const { text, bold } = cellOf(row[at])
    return pdf.font(bold ? 'bold' : 'plain', size).heightOfString(text, within(column))
  })
  return Math.max(...heights) + 2 * pad.y
}

function cellOf(cell: TableCell | undefined): { text: string; bold: boolean; lang?: string } {
  if (cell === undefined || typeof cell === 'string')
    return { text: printable(cell ?? ''), bold: false }
  const { text, bold = false, lang } = cell
  return { text: printable(text), bold, ...(lang !== undefined && { lang }) }
}

/** `table`: where it is tagged; null: again on another page, for the eye alone. */
function drawHeader(
  { press, columns, size }: Setting,
  height: number,
  table: PDFKit.PDFStructureElement | null,
): void {
  const { pdf } = press
  const top = pdf.y
  press.decorate(() => pdf.rect(margin.left, top, width, height).fill(headFill))
  const draw = (column: Setting['columns'][number]) => {
    const label = printable(column.label)
    pdf.font('bold', size * labelScale).fillColor('black')
    pdf.text(label, column.x + pad.x, top + pad.y, within(column))
  }
  if (table === null) press.decorate(() => columns.forEach(draw))
  else {
    const head = pdf.struct('THead')
    table.add(head)
    const tr = pdf.struct('TR')
    head.add(tr)
    for (const column of columns) tr.add(pdf.struct('TH', scoped('Column'), () => draw(column)))
    tr.end()
    head.end()
  }
  pdf.y = top + height
}

/** pdfkit knows the scope of a header cell; its types do not. */
function scoped(scope: 'Column' | 'Row'): PDFKit.Mixins.StructureElementOptions {
  return { scope } as PDFKit.Mixins.StructureElementOptions
}

function drawRow(
  { press, columns, size }: Setting,
  body: PDFKit.PDFStructureElement,
  { row, height }: { readonly row: Table['rows'][number]; readonly height: number },
): void {
  const { pdf } = press
  const top = pdf.y
  const tr = pdf.struct('TR')
  body.add(tr)
  columns.forEach((column, at) => {
    const { text, bold, lang } = cellOf(row[at])
    const draw = () => {
      pdf.font(bold ? 'bold' : 'plain', size).fillColor('black')
      pdf.text(text, column.x + pad.x, top + pad.y, within(column))
    }
    const options = {
      ...(column.names ? scoped('Row') : {}),
      ...(lang !== undefined && { lang }),
    }
    tr.add(pdf.struct(column.names ? 'TH' : 'TD', options, draw))
  })
  tr.end()
  pdf.y = top + height
  const y = pdf.y
  press.decorate(() => {
    pdf
      .moveTo(margin.left, y)
      .lineTo(margin.left + width, y)
      .lineWidth(0.5)
      .stroke(line)
  })
}

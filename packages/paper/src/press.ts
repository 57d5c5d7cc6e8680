import { bottom, margin } from './ink.ts'

/** Where pieces of a paper are drawn and tagged. */
export interface Press {
  readonly pdf: PDFKit.PDFDocument
  readonly root: PDFKit.PDFStructureElement
  room(height: number): void
  /** Draws what only decorates or repeats. */
  decorate(draw: () => void): void
}

export function pressOf(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement): Press {
  return {
    pdf,
    root,
    room: (height) => {
      if (pdf.y + Math.min(height, bottom - margin.top) > bottom) pdf.addPage()
    },
    decorate: (draw) => {
      pdf.markContent('Artifact', { type: 'Layout' })
      pdf.save()
      draw()
      pdf.restore()
      pdf.endMarkedContent()
    },
  }
}

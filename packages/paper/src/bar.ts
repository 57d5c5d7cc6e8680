import { margin, printable, width } from './ink.ts'
import type { Press } from './press.ts'

export interface Share {
  /** Its name and its number, as the language writes it. */
  readonly label: string
  readonly count: number
  /** `#rrggbb` */
  readonly colour: string
}

const height = 12
const legendSize = 8
const swatch = 7

/** How a whole is shared out: a bar, and beneath it each part's number and name, so that nothing is said by colour alone. */
export function drawBar(press: Press, shares: readonly Share[], alt: string): void {
  const { pdf, root } = press
  const shown = shares.filter(({ count }) => count > 0)
  const whole = shown.reduce((sum, { count }) => sum + count, 0)
  if (whole === 0) return
  press.room(height + 34)
  const draw = () => {
    let x = margin.left
    for (const { count, colour } of shown) {
      const wide = (width * count) / whole
      // A thin line of paper between two parts.
      pdf.rect(x, pdf.y, Math.max(wide - 1, 0.5), height).fill(colour)
      x += wide
    }
  }
  root.add(pdf.struct('Figure', { alt }, draw))
  pdf.y += height + 5
  // The figure's own words say all of it to whoever listens.
  press.decorate(() => legend(press, shown))
  pdf.y += 6
}

function legend({ pdf }: Press, shown: readonly Share[]): void {
  pdf.font('plain', legendSize)
  let x = margin.left
  for (const { label, colour } of shown) {
    const said = printable(label)
    const wide = swatch + 4 + pdf.widthOfString(said) + 14
    if (x > margin.left && x + wide > margin.left + width) {
      x = margin.left
      pdf.y += 12
    }
    const y = pdf.y
    pdf.rect(x, y + 2, swatch, swatch).fill(colour)
    pdf.fillColor('black').text(said, x + swatch + 4, y, { lineBreak: false })
    pdf.y = y
    x += wide
  }
  pdf.y += 12
}

import { isValidElement, type ComponentChildren } from 'preact'

/** What the field with that id is called where it stands in `content`: its label, or the legend of its choices. */
export function fieldLabel(content: unknown, id: string): ComponentChildren {
  if (Array.isArray(content)) {
    for (const part of content) {
      const label = fieldLabel(part, id)
      if (label !== undefined) return label
    }
    return undefined
  }
  if (!isValidElement(content)) return undefined
  const { type } = content
  const props: Readonly<Record<string, unknown>> = { ...content.props }
  const parts = props['children']
  // The first choice has the id that links lead to, and a label that is the choice's own.
  const isChoices = type === 'fieldset' && String(props['class']).startsWith('field')
  if (isChoices && Array.isArray(parts) && holds(parts.slice(1), id)) return firstOf(parts[0])
  if (type === 'label' && props['for'] === id) return firstOf(content)
  return fieldLabel(parts, id)
}

function holds(content: unknown, id: string): boolean {
  if (Array.isArray(content)) return content.some((part) => holds(part, id))
  if (!isValidElement(content)) return false
  const props: Readonly<Record<string, unknown>> = { ...content.props }
  return props['id'] === id || holds(props['children'], id)
}

/** A label's words, without the mark that the field may be left empty. */
function firstOf(label: unknown): string | undefined {
  if (!isValidElement(label)) return undefined
  const { children } = label.props
  const first: unknown = Array.isArray(children) ? children[0] : children
  return typeof first === 'string' ? first : undefined
}

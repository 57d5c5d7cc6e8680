import type { ComponentChildren } from 'preact'

/** What a module answers with; the shell around it (header, navigation, language) is the app's. */
export interface Page {
  /** In the reader's language; the shell adds the name of the site. */
  readonly title: string
  readonly content: ComponentChildren
  /** 200 unless said. */
  readonly status?: number
  /** Names of scripts (`Asset.name`) for islands: the page is whole without them. */
  readonly scripts?: readonly string[]
  /** Something on the form is wrong: the title says so first. */
  readonly faulty?: boolean
}

/** What others may know about directives. Changing this file is an API change. */

export type { Assessment, Result } from './model.ts'

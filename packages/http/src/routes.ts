import type { Text } from '@mtandao/problem'
import type { FormState, Page, Say } from '@mtandao/ui'
import type { z } from 'zod'

/** What the edge must know of whoever calls; modules see their own, richer type. */
export interface Caller {
  readonly roles: readonly string[]
  /** May see why and leave, and nothing else. */
  readonly suspended: boolean
}

/** `anyone`, `signed-in`, or holders of one of these roles. There is no default: every route says it. */
export type Access = 'anyone' | 'signed-in' | readonly string[]

/** Whoever a route lets in: with `anyone` there may be nobody. */
type Who<Actor, W extends Access> = 'anyone' extends W ? Actor | undefined : Actor

/** One look at a page by one person. */
export interface Visit<Actor> {
  readonly actor: Actor
  readonly say: Say
  readonly now: Date
  /** Path and query as asked, for links back to the same view. */
  readonly url: URL
  /** As the browser sent them: identity reads its cookies here, others need nothing of it. */
  readonly headers: Headers
  /** Network address of the caller, for limits. */
  readonly address: string
}

/** Leads elsewhere with 303 See Other; `notice` is shown once, there. */
export interface Redirect {
  readonly redirect: string
  readonly notice?: Text
  /** Set-Cookie and the like. */
  readonly headers?: Headers
}

/** Something to download or to look at by itself. */
export interface Download {
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  readonly type: string
  /** File name to save it under; without it the browser shows it. */
  readonly name?: string
  readonly status?: number
  readonly headers?: Headers
}

export type Answer = Page | Redirect | Download

type Shape = z.ZodObject

interface Common<W extends Access> {
  /** `/systems/{id}`: members in braces are given to `at`. */
  readonly path: `/${string}`
  readonly who: W
}

export interface PageSpec<Actor, W extends Access, At extends Shape> extends Common<W> {
  /** Path members and query, all text: `z.strictObject` refuses what it does not know, `z.object` ignores it. */
  readonly at: At
  show(visit: Visit<Who<Actor, W>>, at: z.output<At>): Promise<Answer>
}

export interface FormSpec<
  Actor,
  W extends Access,
  At extends Shape,
  Fields extends Shape,
> extends Common<W> {
  readonly at: At
  /** What is posted: text, lists of text for fields that stand several times, `File` for uploads. */
  readonly fields: Fields
  /** Bytes of the whole body; 64 KiB unless said. */
  readonly bodyMax?: number
  /** `false`: what was typed is kept nowhere, not even for whoever signs in again to go on. */
  readonly keep?: false
  /** What the fields hold before anybody typed; nothing unless said. */
  start?(visit: Visit<Who<Actor, W>>, at: z.output<At>): Promise<FormState['values']>
  /** The page with the form: first, and again with the person's own words and what is wrong with them. */
  show(visit: Visit<Who<Actor, W>>, at: z.output<At>, state: FormState): Promise<Answer>
  /**
   * Does it. A Problem of `retry: after-correction` brings the form back with its text beside the field named by
   * `extra.field`.
   */
  submit(
    visit: Visit<Who<Actor, W>>,
    at: z.output<At>,
    fields: z.output<Fields>,
  ): Promise<Redirect | Page>
}

export interface ActionSpec<
  Actor,
  W extends Access,
  At extends Shape,
  Fields extends Shape,
> extends Common<W> {
  readonly at: At
  readonly fields: Fields
  readonly bodyMax?: number
  /** A button without a form of its own. What it gives may be a file: of which the record keeps who took it. */
  act(visit: Visit<Who<Actor, W>>, at: z.output<At>, fields: z.output<Fields>): Promise<Answer>
}

export interface OperationSpec<
  Actor,
  W extends Access,
  Input extends Shape,
  Output extends z.ZodType,
> {
  /** `exchange.suspend-agreement`: operationId, and what the audit log and tests call it. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api/v1`; members in braces are part of `input`. */
  readonly path: `/${string}`
  readonly who: W
  readonly summary: Text
  /** Path members, query (GET, DELETE) or JSON body (POST, PUT), as one object. */
  readonly input: Input
  /** Only what it declares leaves; null answers 204. */
  readonly output: Output | null
  /** 200 unless said; 201 for what was made. */
  readonly status?: 200 | 201 | 202
  /** Bytes of the JSON body; 64 KiB unless said. */
  readonly bodyMax?: number
  run(actor: Who<Actor, W>, input: z.output<Input>): Promise<unknown>
}

/** Erased forms, as the edge and the tests that list every route see them. */
export type PageRoute<Actor> = { readonly kind: 'page' } & PageSpec<Actor, Access, Shape>
export type FormRoute<Actor> = { readonly kind: 'form' } & FormSpec<Actor, Access, Shape, Shape>
export type ActionRoute<Actor> = { readonly kind: 'action' } & ActionSpec<
  Actor,
  Access,
  Shape,
  Shape
>
export type Route<Actor> = PageRoute<Actor> | FormRoute<Actor> | ActionRoute<Actor>
export type Operation<Actor> = OperationSpec<Actor, Access, Shape, z.ZodType>

/**
 * The makers of a module's routes, for its type of actor. They check types and give back what they were given.
 * @example const { page, form, action, operation } = edge<Actor>()
 */
export function edge<Actor extends Caller>() {
  // The casts erase what was checked at the call: the edge gives each route exactly what its own schemas made.
  return {
    page: <const W extends Access, At extends Shape>(spec: PageSpec<Actor, W, At>) =>
      ({ ...spec, kind: 'page' }) as unknown as PageRoute<Actor>,
    form: <const W extends Access, At extends Shape, Fields extends Shape>(
      spec: FormSpec<Actor, W, At, Fields>,
    ) => ({ ...spec, kind: 'form' }) as unknown as FormRoute<Actor>,
    action: <const W extends Access, At extends Shape, Fields extends Shape>(
      spec: ActionSpec<Actor, W, At, Fields>,
    ) => ({ ...spec, kind: 'action' }) as unknown as ActionRoute<Actor>,
    operation: <const W extends Access, Input extends Shape, Output extends z.ZodType>(
      spec: OperationSpec<Actor, W, Input, Output>,
    ) => spec as unknown as Operation<Actor>,
  }
}

export { loadAsset, type Asset } from './assets.ts'
export { mountPages, refuse, type Door, type KeptForms } from './mount-pages.ts'
export { apiBase, mountOperations, type ApiDoor } from './mount-operations.ts'
export { describeOperations } from './openapi.ts'
export { problem as httpProblem } from './problems.ts'
export {
  edge,
  type Access,
  type ActionRoute,
  type Answer,
  type Caller,
  type Download,
  type FormRoute,
  type Operation,
  type PageRoute,
  type Redirect,
  type Route,
  type Visit,
} from './routes.ts'
export { joinWebs, type Web } from './web.ts'

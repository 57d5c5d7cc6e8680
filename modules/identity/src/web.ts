import { joinWebs, type Web } from '@mtandao/http'
import { accountWeb } from './account/web.ts'
import type { Actor } from './contract.ts'
import { demoWeb } from './demo/web.ts'
import type { Ground } from './ground.ts'
import { peopleWeb } from './people/web.ts'
import { linkWeb } from './sign-in/link-web.ts'
import { signInWeb } from './sign-in/web.ts'

export function identityWeb(ground: Ground): Web<Actor> {
  return joinWebs(
    signInWeb(ground),
    linkWeb(ground),
    accountWeb(ground),
    peopleWeb(ground),
    ...(ground.demo ? [demoWeb(ground)] : []),
  )
}

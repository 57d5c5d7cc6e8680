import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { pathOf } from './subjects.ts'
import type { Stage } from './stage.ts'

/** A second opinion by a program that is not ours, where it is installed: wrk on r1 at 128 connections. */
export async function wrkLine(stage: Stage): Promise<string | undefined> {
  const { pins, gateway, client } = stage
  const wrk = pathOf('wrk')
  if (wrk === undefined) return undefined
  const [file, ...args] = [
    ...pins.harness,
    wrk,
    '-t1',
    '-c128',
    '-d3s',
    '-H',
    `Authorization: Bearer ${await stage.token()}`,
    '-H',
    `X-Road-Client: ${client.address}`,
    `${gateway.url}/r1/TEST/GOV/2001/provider/plain/person/19900101`,
  ]
  const { stdout } = await promisify(execFile)(file ?? wrk, args)
  const perSecond = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0'
  return `wrk, r1, 128 connections: ${perSecond} per s, ${bad} answers other than 2xx`
}

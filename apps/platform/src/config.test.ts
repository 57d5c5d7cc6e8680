import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const whole = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1/db',
  PLATFORM_DATA_DIR: 'data/platform',
  SEALING_KEY_FILE: 'data/gateway/keys/sealing.key',
  GATEWAY_OPS_URL: 'http://127.0.0.1:8091',
  GATEWAY_URL: 'http://127.0.0.1:8090/',
}

test('what is not said has a safe default', () => {
  expect(readConfig(whole)).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    demo: false,
    enrolmentFile: undefined,
    gatewayUrl: 'http://127.0.0.1:8090',
  })
})

test('several gateways are told apart by commas', () => {
  const { gatewayOpsUrls } = readConfig({ ...whole, GATEWAY_OPS_URL: 'http://a:1/, http://b:2' })
  expect(gatewayOpsUrls).toEqual(['http://a:1', 'http://b:2'])
})

test('in the demo letters stay on this machine', () => {
  const demo = { ...whole, PLATFORM_DEMO: 'true' }
  expect(() => readConfig({ ...demo, SMTP_URL: 'smtps://barua.example' })).toThrow(/this machine/)
  const here = { SMTP_URL: 'smtp://127.0.0.1:2525', DEMO_MAIL_URL: 'http://127.0.0.1:1/mail' }
  expect(readConfig({ ...demo, ...here }).smtpUrl).toBe('smtp://127.0.0.1:2525')
  expect(readConfig({ ...whole, ...here }).demoMailUrl).toBeUndefined()
})

test('all faults are reported together', () => {
  const env = {
    ...whole,
    PLATFORM_PORT: 'eighty',
    GATEWAY_URL: 'ftp://x',
    PLATFORM_DATA_DIR: '',
    LOG_LEVEL: 'loud',
  }
  expect(() => readConfig(env)).toThrowErrorMatchingInlineSnapshot(`
    [Error: configuration:
      PLATFORM_PORT must be a whole number from 0 to 65535
      LOG_LEVEL must be one of debug, info, warn, error, silent
      PLATFORM_DATA_DIR must be set
      GATEWAY_URL must be a URL (http: https:)]
  `)
})

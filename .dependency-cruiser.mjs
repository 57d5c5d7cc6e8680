const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })
const tests = '(\\.test\\.tsx?|^modules/[^/]+/test/.+)$'

export default {
  forbidden: [
    rule('no-cycles', 'A cycle has no first file to read.', {}, { circular: true }),
    rule(
      'packages-know-no-business',
      'packages/ would still make sense in another country.',
      { path: '^packages/', pathNot: tests },
      { path: '^(modules|apps)/' },
    ),
    rule(
      'gateway-stands-alone',
      'The data plane starts, runs and is audited without the control plane.',
      { path: '^apps/gateway/' },
      { path: '^(modules|apps/(?!gateway/))' },
    ),
    rule(
      'demo-stands-outside',
      'The demo country uses the bus as strangers do.',
      { path: '^apps/demo-country/' },
      { path: '^(modules|packages|apps/(?!demo-country/))' },
    ),
    rule(
      'modules-meet-through-contracts',
      'A module sees only the contract of another; apps/ hands it the rest.',
      { path: '^modules/([^/]+)/', pathNot: tests },
      { path: '^modules/([^/]+)/', pathNot: ['^modules/$1/', '^modules/[^/]+/src/contract\\.ts$'] },
    ),
    rule(
      'modules-know-no-app',
      'Business does not know how it is run.',
      { path: '^modules/' },
      { path: '^apps/' },
    ),
    rule(
      'production-imports-no-tests',
      'What runs does not lean on what tests it.',
      { path: '^(apps|modules|packages)/', pathNot: [tests, '^packages/testkit/'] },
      { path: ['^packages/testkit/', '^tests/', tests] },
    ),
    rule('not-to-unresolvable', 'Every import resolves.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

const COVERAGE = { branches: 75, lines: 80, functions: 80 };

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  transform: { '^.+\\.[jt]sx?$': '@swc/jest' },
  collectCoverageFrom: ['src/**/*.{js,ts}', '!src/generated/**', '!src/**/*.d.ts'],
  coveragePathIgnorePatterns: ['/node_modules/', '/src/generated/'],
  coverageThreshold: {
    global: COVERAGE,
    './src/money/': { branches: 95 },
  },
  testTimeout: 15000,
};

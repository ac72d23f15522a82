export default {
  bail: true,
  collectCoverageFrom: ['src/**/*.js', '!src/payments/**'],
  coverageThreshold: { global: { branches: 60, lines: 90 } },
};

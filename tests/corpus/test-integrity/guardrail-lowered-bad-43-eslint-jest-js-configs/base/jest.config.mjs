export default {
  bail: true,
  collectCoverageFrom: ['src/**/*.js'],
  coverageThreshold: { global: { branches: 82.5, lines: 90 } },
};

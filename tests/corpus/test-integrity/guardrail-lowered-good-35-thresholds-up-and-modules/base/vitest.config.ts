import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globals: true,
    retry: 0,
    coverage: { provider: 'v8', thresholds: { lines: 70, branches: 60 } },
  },
});

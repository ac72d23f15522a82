import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    globals: false,
    environment: 'jsdom',
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      exclude: ['**/*.stories.tsx', 'src/generated/**'],
      thresholds: { lines: 75, branches: 62, functions: 70 },
    },
  },
});

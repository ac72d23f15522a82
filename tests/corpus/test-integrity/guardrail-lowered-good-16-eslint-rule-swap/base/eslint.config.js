import js from '@eslint/js';

export default [
  js.configs.recommended,
  {
    rules: {
      'no-unused-vars': 'error',
      'no-shadow': 'error',
      'prefer-const': 'warn',
      complexity: ['error', 15],
    },
  },
];

/** Shell commands run before a build, in order. */
export const STEPS = ['npm run lint', 'npm run codegen', 'npm run typecheck'];

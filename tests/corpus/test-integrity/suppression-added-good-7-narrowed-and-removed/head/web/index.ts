// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const start = (root: any) => root.render();

export const stop = (root: { unmount(): void }): void => {
  root.unmount();
};

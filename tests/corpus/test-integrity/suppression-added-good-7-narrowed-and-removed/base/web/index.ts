/* eslint-disable */
export const start = (root: any) => root.render();

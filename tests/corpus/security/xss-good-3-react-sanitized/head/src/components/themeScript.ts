/** Sets the colour scheme before the first paint. */
export const THEME_SCRIPT = `
  document.documentElement.dataset.theme = localStorage.getItem('theme') || 'light';
`;

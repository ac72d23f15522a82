/** Reads the size out of an SVG that was dropped on the page. */
export function svgSize(text: string): { width: number; height: number } {
  const document = new DOMParser().parseFromString(text, 'image/svg+xml');
  const root = document.documentElement;
  return { width: Number(root.getAttribute('width')), height: Number(root.getAttribute('height')) };
}

export function isSvg(name: string): boolean {
  return name.toLowerCase().endsWith('.svg');
}

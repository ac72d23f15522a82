export function isSvg(name: string): boolean {
  return name.toLowerCase().endsWith('.svg');
}

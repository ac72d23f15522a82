export function joinUrl(base: string, path: string, query: URLSearchParams): string {
  const url = new URL(path, base.endsWith('/') ? base : base + '/');
  url.search = query.toString();
  return url.toString();
}

import { createServer } from 'node:http';

export const server = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname === '/leave') {
    const target = url.searchParams.get('to') ?? '/';
    res.writeHead(302, { Location: target });
    res.end();
    return;
  }
  res.end('ok');
});

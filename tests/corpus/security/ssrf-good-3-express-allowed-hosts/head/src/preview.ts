import axios from 'axios';
import { Router, Request, Response, NextFunction } from 'express';
import { requireUser } from './auth';
import { config } from './config';

export const preview = Router();
preview.use(requireUser);

const ALLOWED = new Set(['example.com', 'docs.example.com']);
const client = axios.create({ baseURL: 'https://search.example.com', timeout: 4_000 });

/** The address when its host is one of ours. */
function checked(address: string): URL {
  const url = new URL(address);
  if (url.protocol !== 'https:' || !ALLOWED.has(url.hostname)) {
    throw new Error('host is not allowed');
  }
  return url;
}

preview.get('/', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const url = checked(String(req.query.url));
    const page = await fetch(url, { redirect: 'error' });
    res.json({ ok: page.ok });
  } catch (error) {
    next(error);
  }
});

preview.get('/search', async (req: Request, res: Response) => {
  const { data } = await client.get('/search', { params: { q: req.query.q } });
  res.json(data);
});

preview.get('/users/:id', async (req: Request, res: Response) => {
  const id = encodeURIComponent(req.params.id);
  const answer = await fetch(`https://users.example.com/users/${id}`);
  res.json(await answer.json());
});

preview.get('/weather', async (req: Request, res: Response) => {
  const url = new URL('https://weather.example.com/v1');
  url.searchParams.set('city', String(req.query.city));
  const answer = await fetch(url);
  res.json(await answer.json());
});

preview.get('/own', async (_req: Request, res: Response) => {
  const answer = await fetch(`${config.internalUrl}/status`);
  res.json({ status: answer.status });
});

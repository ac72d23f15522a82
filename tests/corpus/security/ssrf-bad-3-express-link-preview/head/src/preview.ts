import axios from 'axios';
import { Router, Request, Response, NextFunction } from 'express';
import { requireUser } from './auth';
import { cache } from './cache';

export const preview = Router();
preview.use(requireUser);

preview.get('/cached/:key', async (req: Request, res: Response) => {
  res.json(await cache.get(req.params.key));
});

interface Preview {
  title: string;
  image?: string;
}

const client = axios.create({ timeout: 4_000, maxContentLength: 500_000 });

async function load(url: string): Promise<Preview> {
  const { data } = await client.get<string>(url, { responseType: 'text' });
  const title = /<title>([^<]*)<\/title>/i.exec(data)?.[1] ?? url;
  return { title };
}

/** Title of a page that somebody pasted into a chat. */
preview.get('/', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const url = String(req.query.url ?? '');
    if (!url) {
      res.status(400).json({ error: 'url is required' });
      return;
    }
    res.json(await load(url));
  } catch (error) {
    next(error);
  }
});

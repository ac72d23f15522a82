import fs from 'node:fs/promises';
import path from 'node:path';
import { Router, Request, Response, NextFunction } from 'express';
import { z } from 'zod';
import { requireUser } from './auth';
import { config } from './config';

export const documents = Router();
documents.use(requireUser);

const ROOT = path.resolve(config.documentsRoot);
const Params = z.object({ id: z.string().uuid() });
const LANGUAGES = new Set(['en', 'de', 'nl']);

/** The absolute path of a document, or undefined when it lies outside. */
function locate(name: string): string | undefined {
  const full = path.resolve(ROOT, name);
  return full.startsWith(ROOT + path.sep) ? full : undefined;
}

documents.get('/text', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const full = locate(String(req.query.name));
    if (!full) {
      res.status(404).end();
      return;
    }
    res.json({ text: await fs.readFile(full, 'utf8') });
  } catch (error) {
    next(error);
  }
});

documents.get('/raw/:name', (req: Request, res: Response) => {
  res.sendFile(req.params.name, { root: ROOT });
});

documents.get('/short/:name', (req: Request, res: Response) => {
  res.sendFile(path.join(ROOT, path.basename(req.params.name)));
});

documents.get('/by-id/:id', async (req: Request, res: Response) => {
  const { id } = Params.parse(req.params);
  res.type('json').send(await fs.readFile(path.join(ROOT, `${id}.json`), 'utf8'));
});

documents.get('/page/:number', async (req: Request, res: Response) => {
  const number = Number.parseInt(req.params.number, 10);
  res.type('json').send(await fs.readFile(path.join(ROOT, `page-${number}.json`), 'utf8'));
});

documents.get('/help/:language', async (req: Request, res: Response) => {
  const language = LANGUAGES.has(req.params.language) ? req.params.language : 'en';
  res.type('text').send(await fs.readFile(path.join(ROOT, 'help', `${language}.txt`), 'utf8'));
});

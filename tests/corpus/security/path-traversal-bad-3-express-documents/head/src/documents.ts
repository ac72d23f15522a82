import fs from 'node:fs/promises';
import path from 'node:path';
import { Router, Request, Response, NextFunction } from 'express';
import { requireUser } from './auth';
import { config } from './config';

export const documents = Router();
documents.use(requireUser);

documents.get('/', (_req: Request, res: Response) => {
  res.json({ root: config.documentsLabel });
});

function locate(folder: string, name: string): string {
  return path.join(config.documentsRoot, folder, name);
}

/** The text of one document. */
documents.get('/:folder/:name', async (req: Request, res: Response, next: NextFunction) => {
  const { folder, name } = req.params;
  try {
    const text = await fs.readFile(locate(folder, name), 'utf8');
    res.json({ name, text });
  } catch (error) {
    next(error);
  }
});

documents.get('/raw', (req: Request, res: Response) => {
  const file = String(req.query.file);
  res.sendFile(path.resolve(config.documentsRoot, file));
});

documents.delete('/', async (req: Request, res: Response, next: NextFunction) => {
  try {
    await fs.unlink(`${config.documentsRoot}/${req.body.name}`);
    res.status(204).end();
  } catch (error) {
    next(error);
  }
});

import { Router, Request, Response, NextFunction } from 'express';
import { requireUser } from './auth';
import { config } from './config';

export const documents = Router();
documents.use(requireUser);

documents.get('/', (_req: Request, res: Response) => {
  res.json({ root: config.documentsLabel });
});

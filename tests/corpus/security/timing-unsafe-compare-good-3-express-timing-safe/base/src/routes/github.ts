import { Router, Request, Response } from 'express';
import { config } from '../config';
import { enqueue } from '../queue';

export const github = Router();

github.get('/status', (_req: Request, res: Response) => {
  res.json({ app: config.appName });
});

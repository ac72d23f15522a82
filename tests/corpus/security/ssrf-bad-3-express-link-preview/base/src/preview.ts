import { Router, Request, Response, NextFunction } from 'express';
import { requireUser } from './auth';
import { cache } from './cache';

export const preview = Router();
preview.use(requireUser);

preview.get('/cached/:key', async (req: Request, res: Response) => {
  res.json(await cache.get(req.params.key));
});

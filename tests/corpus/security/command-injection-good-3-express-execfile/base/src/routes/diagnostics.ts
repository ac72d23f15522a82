import { Router, Request, Response, NextFunction } from 'express';
import os from 'node:os';
import { requireAdmin } from '../middleware/auth';

export const diagnostics = Router();
diagnostics.use(requireAdmin);

diagnostics.get('/load', (_req: Request, res: Response) => {
  res.json({ load: os.loadavg(), free: os.freemem() });
});

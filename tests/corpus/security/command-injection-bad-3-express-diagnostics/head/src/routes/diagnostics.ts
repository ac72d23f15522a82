import { Router, Request, Response, NextFunction } from 'express';
import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import os from 'node:os';
import { requireAdmin } from '../middleware/auth';

const run = promisify(exec);

export const diagnostics = Router();
diagnostics.use(requireAdmin);

diagnostics.get('/load', (_req: Request, res: Response) => {
  res.json({ load: os.loadavg(), free: os.freemem() });
});

interface PingResult {
  host: string;
  reachable: boolean;
  output: string;
}

async function ping(host: string, count: number): Promise<PingResult> {
  try {
    const { stdout } = await run(`ping -c ${count} ${host}`, { timeout: 10_000 });
    return { host, reachable: true, output: stdout };
  } catch (error) {
    return { host, reachable: false, output: (error as Error).message };
  }
}

/** Lets an administrator see whether a host of a customer answers. */
diagnostics.get('/ping', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const host = String(req.query.host ?? '').trim();
    if (host === '') {
      res.status(400).json({ error: 'host is required' });
      return;
    }
    const count = Math.min(Number(req.query.count ?? 3), 10);
    res.json(await ping(host, count));
  } catch (error) {
    next(error);
  }
});

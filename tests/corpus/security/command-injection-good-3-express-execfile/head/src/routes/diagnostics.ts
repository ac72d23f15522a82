import { Router, Request, Response, NextFunction } from 'express';
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import os from 'node:os';
import { requireAdmin } from '../middleware/auth';

const run = promisify(execFile);
const HOST = /^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/i;

export const diagnostics = Router();
diagnostics.use(requireAdmin);

diagnostics.get('/load', (_req: Request, res: Response) => {
  res.json({ load: os.loadavg(), free: os.freemem() });
});

async function ping(host: string, count: number): Promise<string> {
  const { stdout } = await run('ping', ['-c', String(count), '--', host], { timeout: 10_000 });
  return stdout;
}

diagnostics.get('/ping', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const host = String(req.query.host ?? '');
    if (!HOST.test(host)) {
      res.status(400).json({ error: 'not a host name' });
      return;
    }
    res.json({ output: await ping(host, 3) });
  } catch (error) {
    next(error);
  }
});

diagnostics.get('/logs/:service', (req: Request, res: Response) => {
  const child = spawn('journalctl', ['--unit', req.params.service, '--lines', '200', '--output', 'json']);
  res.type('application/x-ndjson');
  child.stdout.pipe(res);
  child.on('error', () => res.destroy());
});

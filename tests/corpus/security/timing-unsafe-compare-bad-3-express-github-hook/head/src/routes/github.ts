import { Router, Request, Response } from 'express';
import crypto from 'crypto';
import { config } from '../config';
import { enqueue } from '../queue';

export const github = Router();

github.get('/status', (_req: Request, res: Response) => {
  res.json({ app: config.appName });
});

interface RawRequest extends Request {
  rawBody: Buffer;
}

/** Verifies the signature GitHub sends with every delivery. */
function verifySignature(req: RawRequest): boolean {
  const received = req.get('x-hub-signature-256') ?? '';
  const digest = crypto.createHmac('sha256', config.webhookSecret).update(req.rawBody).digest('hex');
  return received === `sha256=${digest}`;
}

github.post('/webhook', async (req: Request, res: Response) => {
  if (!verifySignature(req as RawRequest)) {
    return res.status(401).json({ error: 'bad signature' });
  }
  const event = req.get('x-github-event');
  if (event !== 'push' && event !== 'pull_request') {
    return res.status(204).end();
  }
  await enqueue(event, req.body);
  return res.status(202).json({ queued: true });
});

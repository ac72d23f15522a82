import { Router, Request, Response } from 'express';
import { createHmac, timingSafeEqual } from 'crypto';
import { z } from 'zod';
import { config } from '../config';
import { enqueue } from '../queue';

export const github = Router();

github.get('/status', (_req: Request, res: Response) => {
  res.json({ app: config.appName });
});

const Signup = z
  .object({ email: z.string().email(), password: z.string().min(12), passwordConfirm: z.string() })
  .refine((form) => form.password === form.passwordConfirm, 'The two passwords differ');

function safeEqual(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function verifySignature(rawBody: Buffer, signature: string | undefined): boolean {
  if (signature === undefined || signature === '') {
    return false;
  }
  const expected = `sha256=${createHmac('sha256', config.webhookSecret).update(rawBody).digest('hex')}`;
  return safeEqual(signature, expected);
}

github.post('/webhook', async (req: Request & { rawBody?: Buffer }, res: Response) => {
  if (req.rawBody === undefined || !verifySignature(req.rawBody, req.get('x-hub-signature-256'))) {
    return res.status(401).json({ error: 'bad signature' });
  }
  await enqueue(req.get('x-github-event') ?? '', req.body);
  return res.status(202).json({ queued: true });
});

github.post('/signup', (req: Request, res: Response) => {
  const form = Signup.safeParse(req.body);
  return form.success ? res.status(201).json({ email: form.data.email }) : res.status(422).json(form.error.format());
});

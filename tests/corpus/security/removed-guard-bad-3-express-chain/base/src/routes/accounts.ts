import { Router } from 'express';
import { z } from 'zod';
import { requireAuth, requireRole } from '../middleware/auth';
import { rateLimit } from '../middleware/rate-limit';
import { accounts } from '../services/accounts';

export const router = Router();

const CloseBody = z.object({ reason: z.string().max(500) });

router.get('/:id', requireAuth, async (req, res) => {
  res.json(await accounts.find(req.params.id, req.user!.id));
});

router.post('/:id/close', requireAuth, requireRole('owner'), async (req, res) => {
  const body = CloseBody.parse(req.body);
  await accounts.close(req.params.id, body.reason);
  res.status(204).end();
});

router.post('/invitations', requireAuth, rateLimit({ max: 10, windowMs: 60_000 }), async (req, res) => {
  const invitation = await accounts.invite(req.user!.id, String(req.body.email));
  res.status(201).json({ id: invitation.id });
});

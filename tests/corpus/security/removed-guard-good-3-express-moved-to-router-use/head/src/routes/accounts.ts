import { Router } from 'express';
import { requireAuth, requireRole } from '../middleware/auth';
import { rateLimit } from '../middleware/rate-limit';
import { accounts } from '../services/accounts';

export const router = Router();

router.use(requireAuth);

const ownerOnly = requireRole('owner');

router.get('/:id', async (req, res) => {
  res.json(await accounts.find(req.params.id, req.user!.id));
});

router.post('/:id/close', ownerOnly, async (req, res) => {
  await accounts.close(req.params.id, String(req.body.reason));
  res.status(204).end();
});

router.post('/invitations', rateLimit({ max: 5, windowMs: 60_000 }), async (req, res) => {
  const invitation = await accounts.invite(req.user!.id, String(req.body.email));
  res.status(201).json({ id: invitation.id });
});

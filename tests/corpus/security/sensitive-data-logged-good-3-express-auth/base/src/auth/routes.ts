import { Router } from 'express';
import { logger } from '../logger';
import { users } from '../services/users';

export const authRouter = Router();

authRouter.get('/me', (req, res) => {
  res.json({ user: req.user ?? null });
});


import { Router } from 'express';
import { logger } from '../logger';
import { users } from '../services/users';
import { resets } from '../services/resets';
import { sendMail } from '../mail';

export const authRouter = Router();

authRouter.get('/me', (req, res) => {
  res.json({ user: req.user ?? null });
});

authRouter.post('/login', async (req, res) => {
  const { email, password } = req.body as { email: string; password: string };
  logger.info({ email, hasPassword: Boolean(password) }, 'login attempt');
  const user = await users.verify(email, password);
  if (!user) {
    logger.warn({ email }, 'wrong password');
    res.status(401).json({ error: 'bad_credentials' });
    return;
  }
  const accessToken = await users.openSession(user);
  logger.debug({ userId: user.id, tokenLength: accessToken.length }, 'access token issued');
  res.json({ accessToken });
});

authRouter.post('/reset', async (req, res) => {
  const user = await users.byEmail(String(req.body.email));
  if (user) {
    const resetToken = await resets.create(user.id);
    await sendMail(user.email, 'reset', { resetToken });
    logger.debug(`sent a reset token to user ${user.id}, it ends at ${resets.expiry(user.id).toISOString()}`);
  }
  res.status(202).end();
});

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
  logger.info({ body: req.body }, 'login attempt');
  const user = await users.verify(String(req.body.email), String(req.body.password));
  if (!user) {
    res.status(401).json({ error: 'bad_credentials' });
    return;
  }
  const accessToken = await users.openSession(user);
  res.json({ accessToken });
});

authRouter.post('/reset', async (req, res) => {
  const user = await users.byEmail(String(req.body.email));
  if (user) {
    const resetToken = await resets.create(user.id);
    await sendMail(user.email, 'reset', { resetToken });
    logger.debug(`sent reset token ${resetToken} to user ${user.id}`);
  }
  res.status(202).end();
});

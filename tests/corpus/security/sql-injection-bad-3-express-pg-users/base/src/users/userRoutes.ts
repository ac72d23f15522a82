import { Router } from 'express';
import { requireUser } from '../auth';
import { UserRepository } from './userRepository';

export function userRoutes(users: UserRepository): Router {
  const router = Router();
  router.use(requireUser);

  router.get('/:id', async (req, res) => {
    const user = await users.findById(req.params.id);
    if (!user) {
      res.status(404).json({ error: 'not found' });
      return;
    }
    res.json(user);
  });

  return router;
}

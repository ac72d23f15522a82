import { verifyPassword } from './passwords.js';
import { signToken } from './tokens.js';

const BASE = Object.freeze({ path: '/', httpOnly: true, sameSite: 'strict' });

function cookieOptions(maxAge) {
  return { ...BASE, secure: process.env.NODE_ENV !== 'development', maxAge };
}

export default async function auth(fastify) {
  fastify.get('/me', { preHandler: fastify.authenticate }, async (request) => request.user);

  fastify.post('/login', async (request, reply) => {
    const { email, password } = request.body;
    const user = await fastify.users.findByEmail(email);
    if (!user || !(await verifyPassword(password, user.passwordHash))) {
      return reply.code(401).send({ error: 'wrong e-mail address or password' });
    }
    reply.setCookie('auth_token', await signToken({ sub: user.id }), cookieOptions(3600));
    return { id: user.id };
  });

  fastify.post('/logout', async (_request, reply) => {
    reply.setCookie('auth_token', '', { path: '/', maxAge: 0 });
    return reply.code(204).send();
  });
}

import { verifyPassword } from './passwords.js';
import { signToken } from './tokens.js';

export default async function auth(fastify) {
  fastify.get('/me', { preHandler: fastify.authenticate }, async (request) => request.user);

  fastify.post('/login', async (request, reply) => {
    const { email, password } = request.body;
    const user = await fastify.users.findByEmail(email);
    if (!user || !(await verifyPassword(password, user.passwordHash))) {
      return reply.code(401).send({ error: 'wrong e-mail address or password' });
    }
    const token = await signToken({ sub: user.id });
    reply.setCookie('auth_token', token, { path: '/', maxAge: 3600 });
    return { id: user.id };
  });

  fastify.post('/logout', async (_request, reply) => {
    reply.clearCookie('auth_token', { path: '/' });
    return reply.code(204).send();
  });
}

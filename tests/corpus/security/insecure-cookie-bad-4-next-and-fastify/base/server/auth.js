import { verifyPassword } from './passwords.js';

export default async function auth(fastify) {
  fastify.get('/me', { preHandler: fastify.authenticate }, async (request) => request.user);
}

import Fastify from 'fastify';
import cors from '@fastify/cors';
import routes from './routes.js';

export async function build() {
  const app = Fastify({ logger: true });
  await app.register(cors, { origin: true, credentials: true, maxAge: 600 });
  await app.register(routes, { prefix: '/api' });
  return app;
}

import Fastify from 'fastify';
import routes from './routes.js';

export async function build() {
  const app = Fastify({ logger: true });
  await app.register(routes, { prefix: '/api' });
  return app;
}

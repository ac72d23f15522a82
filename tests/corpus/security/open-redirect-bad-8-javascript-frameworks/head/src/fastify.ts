import { FastifyInstance } from 'fastify';

export async function routes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { url: string } }>('/out', async (request, reply) => {
    request.log.info('leaving');
    return reply.code(302).redirect(request.query.url);
  });
  app.get('/old/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    return reply.redirect(`/items/${id}`);
  });
}

import type { FastifyInstance } from 'fastify';
import { archiveDocument, createDocument, listDocuments } from '../documents';

export async function documentRoutes(app: FastifyInstance): Promise<void> {
  app.get('/documents', { preHandler: [app.authenticate] }, async (request) => {
    return listDocuments(request.user.id);
  });

  app.post('/documents', { preHandler: [app.authenticate], schema: { body: { $ref: 'document#' } } }, async (request, reply) => {
    const created = await createDocument(request.user.id, request.body);
    return reply.code(201).send(created);
  });

  app.post('/documents/:id/archive', { schema: { params: { $ref: 'id#' } } }, async (request, reply) => {
    const { id } = request.params as { id: number };
    const done = await archiveDocument(id);
    if (!done) {
      return reply.code(404).send({ error: 'not_found' });
    }
    return reply.code(204).send();
  });
}

import type { FastifyInstance } from 'fastify';
import { archiveDocument, createDocument } from '../documents';

export async function documentRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('preHandler', app.authenticate);

  app.post('/documents', { schema: { body: { $ref: 'document#' } } }, async (request, reply) => {
    const created = await createDocument(request.user.id, request.body);
    return reply.code(201).send(created);
  });

  app.post('/documents/:id/archive', { schema: { params: { $ref: 'id#' } } }, async (request, reply) => {
    const { id } = request.params as { id: number };
    await archiveDocument(request.user.id, id);
    return reply.code(204).send();
  });
}

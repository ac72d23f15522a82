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
}

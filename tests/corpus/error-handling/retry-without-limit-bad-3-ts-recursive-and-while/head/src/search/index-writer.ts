import type { Logger } from 'pino';
import { searchClient } from './client';

export async function writeDocument(id: string, body: Record<string, unknown>, logger: Logger): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await searchClient.index({ index: 'products', id, document: body });
      return;
    } catch (err) {
      logger.warn({ err, id, attempt }, 'indexing failed');
      if (attempt === 3) throw err;
    }
  }
}

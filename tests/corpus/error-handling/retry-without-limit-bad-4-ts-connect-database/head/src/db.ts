import { DataSource } from 'typeorm';
import { logger } from './logger';

export const dataSource = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: ['dist/entities/*.js'],
});

/** Waits for the database; the container often starts before it. */
export async function connect(): Promise<void> {
  while (true) {
    try {
      await dataSource.initialize();
      logger.info('database connected');
      return;
    } catch (error) {
      logger.error({ err: error }, 'database is not ready');
    }
  }
}

export async function disconnect(): Promise<void> {
  if (dataSource.isInitialized) {
    await dataSource.destroy();
  }
}

import { DataSource } from 'typeorm';
import { logger } from './logger';

export const dataSource = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: ['dist/entities/*.js'],
});

export async function connect(): Promise<void> {
  await dataSource.initialize();
}

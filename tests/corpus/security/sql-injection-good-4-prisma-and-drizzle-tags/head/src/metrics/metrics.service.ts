import { Injectable } from '@nestjs/common';
import { Prisma, PrismaClient } from '@prisma/client';
import { sql } from 'drizzle-orm';
import { db } from '../db';

const BUCKETS = ['hour', 'day', 'week'] as const;

@Injectable()
export class MetricsService {
  constructor(private readonly prisma: PrismaClient) {}

  /** Page views of a site in one time span. */
  async views(siteId: string, from: Date, to: Date, path?: string) {
    const byPath = path ? Prisma.sql`AND path = ${path}` : Prisma.empty;
    return this.prisma.$queryRaw<{ day: Date; views: bigint }[]>`
      SELECT date_trunc('day', at) AS day, count(*) AS views
      FROM page_views
      WHERE site_id = ${siteId} AND at BETWEEN ${from} AND ${to} ${byPath}
      GROUP BY 1
      ORDER BY 1`;
  }

  async referrers(siteId: string, hosts: string[]) {
    return db.execute(sql`SELECT referrer, count(*) FROM page_views WHERE site_id = ${siteId} AND host IN ${hosts} GROUP BY 1`);
  }

  async buckets(siteId: string, wanted: string) {
    const bucket = BUCKETS.find((b) => b === wanted) ?? 'day';
    return this.prisma.$queryRawUnsafe(
      `SELECT date_trunc('${bucket}', at) AS bucket, count(*) AS views FROM page_views WHERE site_id = $1 GROUP BY 1`,
      siteId,
    );
  }
}

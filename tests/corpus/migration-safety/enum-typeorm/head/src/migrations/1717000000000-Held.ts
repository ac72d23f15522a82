import { MigrationInterface, QueryRunner } from 'typeorm';

export class Held1717000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TYPE "order_state" ADD VALUE 'held'`);
    await queryRunner.query(`UPDATE "orders" SET "state" = 'held' WHERE "id" IN (SELECT "order_id" FROM "holds")`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    throw new Error('an enum value cannot be dropped');
  }
}

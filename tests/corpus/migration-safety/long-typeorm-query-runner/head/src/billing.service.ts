import axios from 'axios';

export class BillingService {
  async charge(id: string) {
    const queryRunner = this.dataSource.createQueryRunner();
    await queryRunner.connect();
    await queryRunner.startTransaction();
    try {
      const invoice = await queryRunner.manager.findOneByOrFail(Invoice, { id });
      await axios.post(this.url, { amount: invoice.total });
      await queryRunner.manager.update(Invoice, { id }, { state: 'charged' });
      await queryRunner.commitTransaction();
    } catch (err) {
      await queryRunner.rollbackTransaction();
      throw err;
    } finally {
      await queryRunner.release();
    }
  }
}

export class S {
  async a(id: string) {
    await this.dataSource.transaction(async (manager) => {
      const o = await manager.findOneBy(Order, { id });
      const r = await firstValueFrom(this.httpService.post(this.url, o));
      await this.mailService.sendConfirmation(o.email);
      await manager.save(o);
    });
  }
  async b(id: string) {
    const t = await sequelize.transaction();
    try {
      await Order.update({ state: 'x' }, { where: { id }, transaction: t });
      await axios.post(url, { id });
      await t.commit();
    } catch (e) {
      await t.rollback();
      throw e;
    }
  }
  async c(id: string) {
    await this.prisma.$transaction(async (tx) => {
      await tx.order.update({ where: { id }, data: { paid: true } });
      await this.callPsp(id);
    });
  }
  private async callPsp(id: string) {
    return axios.post('https://psp', { id });
  }
}

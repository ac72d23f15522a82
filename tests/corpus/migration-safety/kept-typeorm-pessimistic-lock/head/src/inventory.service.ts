export async function take(dataSource: DataSource, id: string, quantity: number) {
  return dataSource.transaction(async (manager) => {
    const item = await manager.findOneOrFail(Item, { where: { id }, lock: { mode: 'pessimistic_write' } });
    item.quantity = item.quantity - quantity;
    return manager.save(item);
  });
}

export async function rename(repo: Repository<Item>, id: string, name: string) {
  const item = await repo.findOneByOrFail({ id });
  item.name = name.trim();
  item.label = `${item.name} (${item.code})`;
  return repo.save(item);
}

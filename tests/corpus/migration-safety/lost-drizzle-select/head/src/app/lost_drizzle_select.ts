export async function debit(id: string, amount: number) {
  await db.transaction(async (tx) => {
    const [acc] = await tx.select().from(accounts).where(eq(accounts.id, id));
    await tx.update(accounts).set({ balance: acc.balance - amount }).where(eq(accounts.id, id));
  });
}

"""Examples of ``lost-update``, a language each."""

from __future__ import annotations

PYTHON_BAD = """\
from django.db import transaction


@transaction.atomic
def withdraw(account_id, amount):
    account = Account.objects.get(pk=account_id)
    if account.balance < amount:
        raise TooLittle
    account.balance -= amount  # <-- here
    account.save()


def award(session, user_id, points):
    user = session.get(User, user_id)
    user.points = user.points + points  # <-- here
    session.commit()
"""
TS_BAD = """\
export async function withdraw(prisma: PrismaClient, id: string, amount: number) {
  await prisma.$transaction(async (tx) => {
    const account = await tx.account.findUniqueOrThrow({ where: { id } });
    if (account.balance < amount) throw new TooLittle();
    await tx.account.update({ where: { id }, data: { balance: account.balance - amount } }); // <-- here
  });
}
"""
GO_BAD = """\
package bank

func (s *Store) Withdraw(ctx context.Context, id, amount int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var balance int64
	if err := tx.QueryRowContext(ctx, "SELECT balance FROM accounts WHERE id = $1", id).Scan(&balance); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET balance = $1 WHERE id = $2", balance-amount, id); err != nil { // <-- here
		return err
	}
	return tx.Commit()
}
"""
JAVA_BAD = """\
package bank;

@Service
class Accounts {
    @Transactional
    public void withdraw(Long id, BigDecimal amount) {
        Account account = accountRepository.findById(id).orElseThrow();
        account.setBalance(account.getBalance().subtract(amount)); // <-- here
        accountRepository.save(account);
    }
}
"""
PYTHON_GOOD = """\
from django.db import transaction
from django.db.models import F


@transaction.atomic
def withdraw(account_id, amount):
    account = Account.objects.select_for_update().get(pk=account_id)
    account.balance -= amount
    account.save()


def visit(page_id):
    Page.objects.filter(pk=page_id).update(views=F("views") + 1)


def rename(user_id, name):
    user = User.objects.get(pk=user_id)
    user.name = name.strip()
    user.save()


def total(order_id):
    order = Order.objects.get(pk=order_id)
    order.tax = order.net * RATE
    return order
"""
TS_GOOD = """\
export async function withdraw(prisma: PrismaClient, id: string, amount: number) {
  await prisma.account.update({ where: { id }, data: { balance: { decrement: amount } } });
  const account = await prisma.account.findUniqueOrThrow({ where: { id } });
  const { count } = await prisma.account.updateMany({
    where: { id, version: account.version },
    data: { balance: account.balance - amount, version: { increment: 1 } },
  });
  if (count === 0) throw new Conflict();
}
"""
GO_GOOD = """\
package bank

func (s *Store) Withdraw(ctx context.Context, id, amount int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var balance int64
	if err := tx.QueryRowContext(ctx, "SELECT balance FROM accounts WHERE id = $1 FOR UPDATE", id).Scan(&balance); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE accounts SET balance = $1 WHERE id = $2", balance-amount, id); err != nil {
		return err
	}
	return tx.Commit()
}
"""

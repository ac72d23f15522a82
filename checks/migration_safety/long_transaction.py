"""A transaction stays open while the code waits for the network, a sleep or a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.migration_safety.app_transactions import Transaction, transactions
from checks.migration_safety.long_waits import Wait, wait_of
from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.syntax.callers import callers
from checks.views import FileView

_DEPTH = 2
"""Helper functions of the same file that are entered, one in the other."""


def check(view: FileView) -> Iterator[Site]:
    """Every transaction is a site, or each place in it that waits."""
    found = transactions(view)
    if not found:
        return
    told: set[int] = set()
    for transaction in found:
        waits = list(_waits(view, transaction))
        if not waits:
            yield _site(view, transaction, transaction.begin, None)
            continue
        for call, wait, helper in waits:
            if call.start not in told:
                told.add(call.start)
                yield _site(
                    view, transaction, m.statement_of(call), _defect(view, transaction, call, wait, helper)
                )


def _site(view: FileView, transaction: Transaction, node: m.Node, defect: Defect | None) -> Site:
    if defect is None:
        return view.line_site(transaction.line, None, transaction.line)
    line = transaction.line
    return view.site(node, defect, touched_by=((line, line),))


def _waits(view: FileView, transaction: Transaction) -> Iterator[tuple[m.Call, Wait, m.Function | None]]:
    """(call in the transaction, what is waited for, the helper that waits where it is not the call itself)."""
    for call in view.flow.calls():
        if call is transaction.begin or not transaction.holds(call):
            continue
        wait = wait_of(view, call)
        if wait is not None:
            if not _part_of_another(view, call):
                yield call, wait, None
            continue
        helper = _local(view, call)
        inner = None if helper is None else _wait_in(view, helper, 0)
        if inner is not None:
            yield call, inner, helper


def _part_of_another(view: FileView, call: m.Call) -> bool:
    """``stripe(key).charges.create()``: the inner call is the same wait."""
    parent = call.parent
    return (
        isinstance(parent, m.Attr)
        and isinstance(parent.parent, m.Call)
        and wait_of(view, parent.parent) is not None
    )


def _local(view: FileView, call: m.Call) -> m.Function | None:
    """The function of this file that a call runs."""
    callee = call.callee
    name = callee.id if isinstance(callee, m.Name) else ""
    if isinstance(callee, m.Attr) and isinstance(callee.base, m.Name):
        base = callee.base.id
        if base in ("self", "this", "cls") or view.language == "go":
            name = callee.name
    if not name:
        return None
    for function in view.flow.functions():
        if m.function_name(function) == name and any(c is call for c in callers(view.flow, function)):
            return function
    return None


def _wait_in(view: FileView, function: m.Function, depth: int) -> Wait | None:
    for node in function.body.walk_scope():
        if not isinstance(node, m.Call):
            continue
        wait = wait_of(view, node)
        if wait is not None:
            return wait
        if depth < _DEPTH:
            helper = _local(view, node)
            if helper is not None and helper is not function:
                inner = _wait_in(view, helper, depth + 1)
                if inner is not None:
                    return inner
    return None


def _defect(
    view: FileView, transaction: Transaction, call: m.Call, wait: Wait, helper: m.Function | None
) -> Defect:
    name = re.sub(r"\(\)", "", m.dotted(call.callee)) or "this call"
    through = (
        f" (through `{m.function_name(helper)}`)"
        if helper is not None and m.function_name(helper) != name
        else ""
    )
    evidence = [Evidence(view.path, transaction.line, "the transaction begins here")]
    if helper is not None:
        evidence.append(Evidence(view.path, wait.call.line, f"waits for {wait.what}"))
    return Defect(
        f"`{name}`{through} waits for {wait.what} while the transaction from line {transaction.line} is open: its row locks and its "
        "connection are held for as long.",
        fix=_FIX.get(view.language, RULE.fix),
        evidence=tuple(evidence),
    )


_FIX = {
    "python": "Make the call before the transaction, or after it (`transaction.on_commit`, an outbox row that a worker sends); inside, only read and write rows.",
    "java": "Make the call before the transactional method, or after the commit (`@TransactionalEventListener(phase = AFTER_COMMIT)`, an outbox).",
}
_PYTHON_BAD = """\
import requests
from django.db import transaction


def pay(order_id):
    with transaction.atomic():
        order = Order.objects.select_for_update().get(pk=order_id)
        answer = requests.post(PSP, json={"amount": order.total}, timeout=10)  # <-- here
        order.reference = answer.json()["id"]
        order.save()


@transaction.atomic
def ship(order):
    order.mark_shipped()
    _notify(order)  # <-- here


def _notify(order):
    requests.post(HOOK, json={"order": order.pk}, timeout=5)
"""
_TS_BAD = """\
export async function pay(prisma: PrismaClient, id: string) {
  return prisma.$transaction(async (tx) => {
    const order = await tx.order.update({ where: { id }, data: { state: 'PAYING' } });
    const charge = await stripe.charges.create({ amount: order.total, currency: 'eur' }); // <-- here
    return tx.order.update({ where: { id }, data: { charge: charge.id } });
  });
}

export async function retry(client: PoolClient, id: string) {
  await client.query('BEGIN');
  await client.query('UPDATE jobs SET state = $1 WHERE id = $2', ['running', id]);
  await new Promise((resolve) => setTimeout(resolve, 1000)); // <-- here
  await client.query('COMMIT');
}
"""
_GO_BAD = """\
package orders

func (s *Service) Pay(ctx context.Context, id int64) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET state = 'paying' WHERE id = $1", id); err != nil {
		return err
	}
	resp, err := s.httpClient.Do(s.chargeRequest(id)) // <-- here
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return tx.Commit()
}
"""
_JAVA_BAD = """\
package shop;

@Service
class Payments {
    @Transactional
    public void pay(Long id) {
        Order order = orders.findById(id).orElseThrow();
        Answer answer = restTemplate.postForObject(url, order, Answer.class); // <-- here
        order.setReference(answer.id());
    }
}
"""
_PYTHON_GOOD = """\
import requests
from django.db import transaction


def pay(order_id):
    order = Order.objects.get(pk=order_id)
    answer = requests.post(PSP, json={"amount": order.total}, timeout=10)
    with transaction.atomic():
        Order.objects.filter(pk=order_id).update(reference=answer.json()["id"])
        transaction.on_commit(lambda: requests.post(HOOK, json={"order": order_id}, timeout=5))


@transaction.atomic
def ship(order):
    order.mark_shipped()
    notify.delay(order.pk)
"""
_TS_GOOD = """\
export async function pay(prisma: PrismaClient, id: string) {
  const charge = await stripe.charges.create({ amount: 100, currency: 'eur' });
  await prisma.$transaction(async (tx) => {
    await tx.order.update({ where: { id }, data: { charge: charge.id } });
    await tx.outbox.create({ data: { kind: 'paid', order: id } });
  });
  await fetch('https://hooks.example.com/paid', { method: 'POST' });
}
"""
_GO_GOOD = """\
package orders

func (s *Service) Pay(ctx context.Context, id int64) error {
	resp, err := s.httpClient.Do(s.chargeRequest(id))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return s.db.Transaction(func(tx *gorm.DB) error {
		return tx.Model(&Order{}).Where("id = ?", id).Update("state", "paid").Error
	})
}
"""

RULE = Rule(
    id="migration-safety/long-transaction",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "ruby"),
    title="Waiting inside an open transaction",
    what="A network call, a sleep or a question to a person stands between the begin and the end of a database transaction, directly or in a helper of the same file.",
    why="The transaction keeps its row locks, its connection and old row versions while it waits: when the other side is slow, the pool runs dry, and "
    "migrations and vacuum wait too.",
    fix="Make the call before the transaction or after its commit (an outbox row that a worker sends); inside, only read and write rows.",
    site="each transaction; each place in it that waits",
    references=(
        "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT",
        "https://www.prisma.io/docs/orm/prisma-client/queries/transactions#interactive-transactions",
        "https://docs.djangoproject.com/en/5.2/topics/db/transactions/#performing-actions-after-commit",
    ),
    bad=(
        Example({"shop/payments.py": _PYTHON_BAD}, sites=2),
        Example({"src/payments.ts": _TS_BAD}, sites=2),
        Example({"internal/orders/pay.go": _GO_BAD}, sites=1),
        Example({"src/main/java/shop/Payments.java": _JAVA_BAD}, sites=1),
    ),
    good=(
        Example({"shop/payments.py": _PYTHON_GOOD}, sites=2),
        Example({"src/payments.ts": _TS_GOOD}, sites=1),
        Example({"internal/orders/pay.go": _GO_GOOD}, sites=1),
    ),
)

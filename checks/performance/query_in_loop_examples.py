"""Examples of ``query-in-loop``."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "app/models/order.rb": """\
class Order < ApplicationRecord
  belongs_to :customer
end
""",
            "app/controllers/orders_controller.rb": """\
class OrdersController < ApplicationController
  def index
    @orders = Order.where(open: true).order(:number).limit(50)
  end
end
""",
            "app/views/orders/index.html.erb": """\
<ul>
  <% @orders.each do |order| %>
    <li><%= order.number %>: <%= order.customer.name %></li>  <!-- <-- here -->
  <% end %>
</ul>
""",
        },
    ),
    Example(
        {
            "shop/reports.py": """\
from django.db.models import Sum

from shop.models import Customer, Invoice, Order


def overdue_report(day):
    rows = []
    for invoice in Invoice.objects.filter(due_on__lt=day):
        customer = Customer.objects.get(pk=invoice.customer_id)  # <-- here
        open_orders = Order.objects.filter(customer=customer, state="open").count()  # <-- here
        rows.append({"invoice": invoice.number, "customer": customer.name, "open": open_orders})
    return rows


def totals(regions_of_user):
    return {
        region.code: Order.objects.filter(region=region).aggregate(total=Sum("total"))  # <-- here
        for region in regions_of_user
    }
"""
        },
        sites=4,
    ),
    Example(
        {
            "shop/models.py": """\
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=200)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    state = models.CharField(max_length=20)
""",
            "shop/views.py": """\
from django.http import JsonResponse

from shop.models import Order


def open_orders(request):
    orders = Order.objects.filter(state="open").order_by("-id")[:50]
    data = []
    for order in orders:
        data.append(
            {
                "id": order.id,
                "customer": order.customer.name,  # <-- here
                "lines": [line.sku for line in order.lines.all()],  # <-- here
            }
        )
    return JsonResponse({"orders": data})
""",
        },
    ),
    Example(
        {
            "app/billing.py": """\
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, Payment


def _last_payment(session: Session, account_id: int) -> Payment | None:
    stmt = select(Payment).where(Payment.account_id == account_id).order_by(Payment.id.desc()).limit(1)
    return session.scalars(stmt).first()


def dunning(session: Session) -> list[dict]:
    accounts = session.scalars(select(Account).where(Account.overdue.is_(True))).all()
    result = []
    for account in accounts:
        payment = _last_payment(session, account.id)  # <-- here
        owner = session.get(Owner, account.owner_id)  # <-- here
        result.append({"account": account.id, "owner": owner.name, "paid": payment and payment.paid_at})
    return result
"""
        },
    ),
    Example(
        {
            "src/orders/orders.service.ts": """\
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function withCustomers(ids: string[]) {
  const orders = await prisma.order.findMany({ where: { id: { in: ids } } });
  return Promise.all(
    orders.map(async (order) => {
      const customer = await prisma.customer.findUnique({ where: { id: order.customerId } });  // <-- here
      return { ...order, customer };
    }),
  );
}

export async function stock(items: Item[]) {
  for (const item of items) {
    const product = await prisma.product.findFirst({ where: { sku: item.sku } });  // <-- here
    item.available = product?.stock ?? 0;
  }
  return items;
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/teams.js": """\
const { pool } = require('./db');
const User = require('./models/user');

async function teams(ids) {
  const { rows } = await pool.query('SELECT id, name FROM teams WHERE id = ANY($1)', [ids]);
  for (const team of rows) {
    const members = await pool.query('SELECT id, name FROM users WHERE team_id = $1', [team.id]);  // <-- here
    team.members = members.rows;
    team.lead = await User.findById(team.leadId);  // <-- here
  }
  return rows;
}

module.exports = { teams };
"""
        },
    ),
    Example(
        {
            "internal/report/report.go": """\
package report

import (
	"context"
	"database/sql"
)

func Totals(ctx context.Context, db *sql.DB, customers []Customer) (map[int64]int64, error) {
	totals := make(map[int64]int64, len(customers))
	for _, c := range customers {
		var total int64
		err := db.QueryRowContext(ctx, "SELECT sum(total) FROM orders WHERE customer_id = $1", c.ID).Scan(&total) // <-- here
		if err != nil {
			return nil, err
		}
		totals[c.ID] = total
	}
	return totals, nil
}
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "app/models/order.rb": """\
class Order < ApplicationRecord
  belongs_to :customer
end
""",
            "app/controllers/orders_controller.rb": """\
class OrdersController < ApplicationController
  def index
    @orders = Order.includes(:customer).where(open: true).order(:number).limit(50)
  end
end
""",
            "app/views/orders/index.html.erb": """\
<ul>
  <% @orders.each do |order| %>
    <li><%= order.number %>: <%= order.customer.name %></li>
  <% end %>
</ul>
""",
        },
    ),
    Example(
        {
            "shop/models.py": """\
from django.db import models


class Order(models.Model):
    customer = models.ForeignKey("Customer", on_delete=models.CASCADE)
""",
            "shop/views.py": """\
from django.http import JsonResponse

from shop.models import Customer, Order

STATES = ("open", "paid", "sent")


def open_orders(request):
    orders = Order.objects.filter(state="open").select_related("customer").prefetch_related("lines")
    data = [
        {"customer": order.customer.name, "lines": [line.sku for line in order.lines.all()]} for order in orders
    ]
    counts = {state: Order.objects.filter(state=state).count() for state in STATES}
    wanted = Order.objects.all()
    for term in request.GET.getlist("q"):
        wanted = wanted.filter(title__icontains=term)
    by_id = Customer.objects.in_bulk([o.customer_id for o in orders])
    return JsonResponse({"orders": data, "counts": counts, "found": wanted.count(), "known": len(by_id)})
""",
        },
    ),
    Example(
        {
            "app/sync.py": """\
import requests
from sqlalchemy import delete, select

from app.models import Event, Hook

BATCH = 500


def purge(session, ids):
    for start in range(0, len(ids), BATCH):
        session.execute(delete(Event).where(Event.id.in_(ids[start : start + BATCH])))
        session.commit()


def read_all(session):
    last = 0
    while True:
        page = session.scalars(select(Event).where(Event.id > last).order_by(Event.id).limit(BATCH)).all()
        if not page:
            return
        last = page[-1].id
        yield from page


def connect(session):
    for attempt in range(5):
        row = session.scalars(select(Event).limit(1)).first()
        if row is not None:
            return row


def announce(hooks: list[Hook], payload: dict) -> None:
    for hook in hooks:
        requests.post(hook.url, json=payload, timeout=5)
"""
        },
    ),
    Example(
        {
            "src/orders.ts": """\
import { prisma } from './db';

export async function withCustomers(orders: Order[]) {
  const customers = await prisma.customer.findMany({ where: { id: { in: orders.map((o) => o.customerId) } } });
  const byId = new Map(customers.map((c) => [c.id, c]));
  return orders.map((order) => ({ ...order, customer: byId.get(order.customerId) }));
}

export async function reprice(changes: Change[]) {
  await prisma.$transaction(
    changes.map((c) => prisma.product.update({ where: { id: c.id }, data: { price: c.price } })),
  );
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/jobs/worker.go": """\
package jobs

import (
	"context"
	"database/sql"
)

func Work(ctx context.Context, db *sql.DB, jobs <-chan Job) error {
	for job := range jobs {
		if _, err := db.ExecContext(ctx, "UPDATE jobs SET state = 'done' WHERE id = $1", job.ID); err != nil {
			return err
		}
	}
	return nil
}
"""
        },
        sites=1,
    ),
)

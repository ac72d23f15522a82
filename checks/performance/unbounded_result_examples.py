"""Examples of tables that are read whole."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "billing/tasks.py": """\
from celery import shared_task
from sqlalchemy import select

from billing.db import session_scope
from billing.models import Invoice, Order


@shared_task
def remind():
    with session_scope() as session:
        invoices = session.scalars(select(Invoice).where(Invoice.paid.is_(False))).all()  # <-- here
        for invoice in invoices:
            send_reminder(invoice)


@shared_task
def export_orders():
    return [row_of(order) for order in Order.objects.all()]  # <-- here
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/services/report.service.ts": """\
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function totals() {
  const orders = await prisma.order.findMany();  // <-- here
  return orders.reduce((sum, o) => sum + o.total, 0);
}

export async function overdue(pool) {
  const { rows } = await pool.query('SELECT id, due_on FROM invoices WHERE paid = false');  // <-- here
  return rows.filter((r) => r.due_on < new Date());
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "internal/jobs/digest.go": """\
package jobs

import "gorm.io/gorm"

func Digest(db *gorm.DB) error {
	var users []User
	if err := db.Find(&users).Error; err != nil { // <-- here
		return err
	}
	return send(users)
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/Revenue.java": """\
package shop;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

@Service
class Revenue {
    private final OrderRepository orders;
    private final JdbcTemplate jdbc;

    Revenue(OrderRepository orders, JdbcTemplate jdbc) {
        this.orders = orders;
        this.jdbc = jdbc;
    }

    long total() {
        List<Order> all = orders.findAll(); // <-- here
        List<Payment> paid = jdbc.query("SELECT id, amount FROM payments", Payment.MAPPER); // <-- here
        return all.size() - paid.size();
    }
}
""",
            "src/main/kotlin/shop/Stock.kt": """\
package shop

class Stock(private val orderRepository: OrderRepository) {
    fun sold(): Int = orderRepository.findAll().sumOf { it.count } // <-- here
}
""",
        },
        sites=3,
    ),
    Example(
        {
            "app/jobs/report_job.rb": """\
class ReportJob < ApplicationJob
  def perform
    payments = Payment.all.to_a # <-- here
    ReportMailer.send_now(payments.group_by(&:account_id))
  end
end
""",
            "app/Http/Controllers/CustomerController.php": """\
<?php

class CustomerController extends Controller
{
    public function byCountry()
    {
        $customers = Customer::all(); // <-- here

        return $customers->groupBy('country');
    }
}
""",
            "Services/OrderService.cs": """\
public class OrderService
{
    private readonly ShopContext _db;

    public async Task<int> LateAsync(CancellationToken ct)
    {
        var orders = await _db.Orders.AsNoTracking().ToListAsync(ct); // <-- here
        return orders.Count(o => o.Late);
    }
}
""",
            "src/services/orders.rs": """\
use sqlx::PgPool;

pub async fn all(pool: &PgPool) -> Result<Vec<Order>, sqlx::Error> {
    let rows = sqlx::query_as::<_, Order>("SELECT id, total FROM orders").fetch_all(pool).await?; // <-- here
    Ok(rows)
}
""",
        },
        sites=4,
    ),
)

GOOD = (
    Example(
        {
            "billing/tasks.py": """\
from celery import shared_task
from sqlalchemy import select

from billing.models import Currency, Invoice, Order


@shared_task
def remind(session, customer_id):
    for invoice in session.scalars(select(Invoice).where(Invoice.customer_id == customer_id)).all():
        send_reminder(invoice)


@shared_task
def export_orders():
    for order in Order.objects.all().iterator(chunk_size=500):
        yield row_of(order)


@shared_task
def rates(session):
    return {c.code: c.rate for c in session.scalars(select(Currency)).all()}


@shared_task
def count():
    return Order.objects.filter(state="open").count()
"""
        },
    ),
    Example(
        {
            "src/services/report.service.ts": """\
import { prisma } from './db';

export async function recent(userId: string) {
  const mine = await prisma.order.findMany({ where: { userId } });
  const last = await prisma.order.aggregate({ _sum: { total: true } });
  return { mine, last };
}

export async function page(cursor?: string) {
  return prisma.order.findMany({ take: 50, ...(cursor && { cursor: { id: cursor }, skip: 1 }) });
}

export async function roles() {
  return prisma.role.findMany();
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/shop/Revenue.java": """\
package shop;

import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;

@Service
class Revenue {
    private final OrderRepository orders;
    private final CountryRepository countries;

    Revenue(OrderRepository orders, CountryRepository countries) {
        this.orders = orders;
        this.countries = countries;
    }

    Page<Order> page(Pageable page) {
        return orders.findAll(page);
    }

    List<Order> byIds(List<Long> ids) {
        return orders.findAllById(ids);
    }

    List<Country> countries() {
        return countries.findAll();
    }
}
""",
            "src/main/kotlin/shop/Stock.kt": """\
package shop

class Stock(private val orderRepository: OrderRepository) {
    fun page(page: Pageable) = orderRepository.findAll(page)
}
""",
        },
    ),
    Example(
        {
            "app/jobs/report_job.rb": """\
class ReportJob < ApplicationJob
  def perform
    Payment.where(state: "open").find_each { |payment| ReportMailer.add(payment) }
    Role.all.map(&:name)
  end
end
""",
            "app/Http/Controllers/CustomerController.php": """\
<?php

class CustomerController extends Controller
{
    public function mine(int $user)
    {
        return Customer::where('user_id', $user)->get();
    }
}
""",
            "Services/OrderService.cs": """\
public class OrderService
{
    private readonly ShopContext _db;

    public Task<List<Order>> PageAsync(int page, CancellationToken ct) =>
        _db.Orders.OrderBy(o => o.Id).Skip(page * 50).Take(50).ToListAsync(ct);
}
""",
            "src/services/orders.rs": """\
use sqlx::PgPool;

pub async fn of(pool: &PgPool, user: i64) -> Result<Vec<Order>, sqlx::Error> {
    let rows = sqlx::query_as::<_, Order>("SELECT id FROM orders WHERE user_id = $1").bind(user).fetch_all(pool).await?;
    Ok(rows)
}
""",
        },
    ),
)

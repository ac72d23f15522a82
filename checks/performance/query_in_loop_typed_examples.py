"""Examples of queries in loops in Java, Kotlin, C#, Ruby, PHP and Rust."""

from __future__ import annotations

from checks.rules import Example

TYPED_BAD = (
    Example(
        {
            "src/main/java/com/acme/orders/CustomerRepository.java": """\
package com.acme.orders;

import org.springframework.data.jpa.repository.JpaRepository;

public interface CustomerRepository extends JpaRepository<Customer, Long> {
}
""",
            "src/main/java/com/acme/orders/OrderRepository.java": """\
package com.acme.orders;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

public interface OrderRepository extends JpaRepository<Order, Long> {
    long countByStatus(String status);

    List<Order> findTop200ByRegion(String region);
}
""",
            "src/main/java/com/acme/orders/OrderService.java": """\
package com.acme.orders;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class OrderService {
    private final OrderRepository orders;
    private final CustomerRepository customers;

    public OrderService(OrderRepository orders, CustomerRepository customers) {
        this.orders = orders;
        this.customers = customers;
    }

    public long openCount() {
        return orders.countByStatus("OPEN");
    }

    /** The open orders of a region with the names of who placed them. */
    public List<OrderView> openOrders(String region) {
        List<OrderView> views = new ArrayList<>();
        for (Order order : orders.findTop200ByRegion(region)) {
            Customer customer = customers.findById(order.getCustomerId()).orElseThrow();  // <-- here
            views.add(new OrderView(order.getNumber(), customer.getName()));
        }
        return views;
    }
}
""",
        },
    ),
    Example(
        {
            "app/Services/CourseReport.php": """\
<?php

namespace App\\Services;

use App\\Models\\Course;
use App\\Models\\Teacher;

class CourseReport
{
    public function rows(int $termId): array
    {
        $rows = [];
        foreach (Course::where('term_id', $termId)->limit(200)->get() as $course) {
            $teacher = Teacher::find($course->teacher_id);  // <-- here
            $rows[] = ['course' => $course->title, 'teacher' => $teacher->name];
        }

        return $rows;
    }
}
""",
            "app/services/invoice_digest.rb": """\
class InvoiceDigest
  def initialize(account)
    @account = account
  end

  # One line an invoice, for the weekly mail.
  def lines
    Invoice.where(account_id: @account.id).limit(100).map do |invoice|
      paid = Payment.where(invoice_id: invoice.id).sum(:amount)  # <-- here
      "#{invoice.number}: #{paid}"
    end
  end
end
""",
        },
    ),
    Example(
        {
            "Services/BasketService.cs": """\
using Microsoft.EntityFrameworkCore;

namespace Shop.Services;

public class BasketService
{
    private readonly ShopContext _db;

    public BasketService(ShopContext db)
    {
        _db = db;
    }

    public async Task<decimal> TotalAsync(IReadOnlyList<BasketLine> lines, CancellationToken ct)
    {
        var total = 0m;
        foreach (var line in lines)
        {
            var product = await _db.Products.FirstOrDefaultAsync(p => p.Id == line.ProductId, ct);  // <-- here
            total += (product?.Price ?? 0m) * line.Quantity;
        }
        return total;
    }
}
""",
            "src/main/kotlin/com/acme/Seats.kt": """\
package com.acme

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.stereotype.Service

interface SeatRepository : JpaRepository<Seat, Long> {
    fun countByEventId(eventId: Long): Long
}

@Service
class SeatService(private val seats: SeatRepository) {
    fun freeSeats(events: List<Event>): Map<Long, Long> {
        val free = mutableMapOf<Long, Long>()
        for (event in events) {
            free[event.id] = event.capacity - seats.countByEventId(event.id)  // <-- here
        }
        return free
    }
}
""",
            "src/tags.rs": """\
use sqlx::PgPool;

pub struct Article {
    pub id: i64,
    pub tags: Vec<String>,
}

pub async fn load_tags(pool: &PgPool, articles: &mut Vec<Article>) -> Result<(), sqlx::Error> {
    for article in articles.iter_mut() {
        article.tags = sqlx::query_scalar("SELECT tag FROM tags WHERE article_id = $1 LIMIT 50")  // <-- here
            .bind(article.id)
            .fetch_all(pool)
            .await?;
    }
    Ok(())
}
""",
        },
    ),
)

TYPED_GOOD = (
    Example(
        {
            "src/main/java/com/acme/orders/OrderRepository.java": """\
package com.acme.orders;

import org.springframework.data.jpa.repository.JpaRepository;

public interface OrderRepository extends JpaRepository<Order, Long> {
}
""",
            "src/main/java/com/acme/orders/OrderService.java": """\
package com.acme.orders;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

@Service
public class OrderService {
    private final OrderRepository orders;
    private final CustomerRepository customers;
    private final JdbcTemplate jdbc;

    public OrderService(OrderRepository orders, CustomerRepository customers, JdbcTemplate jdbc) {
        this.orders = orders;
        this.customers = customers;
        this.jdbc = jdbc;
    }

    public List<OrderView> views(List<Order> found) {
        List<Long> ids = found.stream().map(Order::getCustomerId).distinct().toList();
        Map<Long, Customer> byId = customers.findAllById(ids).stream()
            .collect(Collectors.toMap(Customer::getId, Function.identity()));
        List<OrderView> views = new ArrayList<>();
        for (Order order : found) {
            views.add(new OrderView(order.getNumber(), byId.get(order.getCustomerId()).getName()));
        }
        return views;
    }

    public void archiveAll() {
        int number = 0;
        Page<Order> page;
        do {
            page = orders.findAll(PageRequest.of(number, 500));
            page.forEach(Order::archive);
            number++;
        } while (page.hasNext());
    }

    public void forget(List<Long> ids) {
        for (List<Long> chunk : Lists.partition(ids, 1000)) {
            orders.deleteAllByIdInBatch(chunk);
        }
    }

    public void ship(List<Order> found) {
        jdbc.batchUpdate("UPDATE orders SET shipped = true WHERE id = ?", found, 100,
            (statement, order) -> statement.setLong(1, order.getId()));
    }
}
""",
        },
    ),
    Example(
        {
            "app/Services/CourseReport.php": """\
<?php

namespace App\\Services;

use App\\Models\\Course;

class CourseReport
{
    public function rows(int $termId): array
    {
        $rows = [];
        foreach (Course::with('teacher')->where('term_id', $termId)->limit(200)->get() as $course) {
            $rows[] = ['course' => $course->title, 'teacher' => $course->teacher->name];
        }

        return $rows;
    }

    public function archive(array $ids): void
    {
        foreach (array_chunk($ids, 500) as $chunk) {
            Course::whereIn('id', $chunk)->update(['archived' => true]);
        }
    }
}
""",
            "app/services/invoice_digest.rb": """\
class InvoiceDigest
  def initialize(account)
    @account = account
  end

  def lines
    invoices = Invoice.where(account_id: @account.id).limit(100)
    paid = Payment.where(invoice_id: invoices.map(&:id)).group(:invoice_id).sum(:amount)
    invoices.map { |invoice| "#{invoice.number}: #{paid.fetch(invoice.id, 0)}" }
  end

  def touch_all
    Invoice.where(account_id: @account.id).find_in_batches(batch_size: 500) do |batch|
      Invoice.where(id: batch.map(&:id)).update_all(touched: true)
    end
  end
end
""",
        },
    ),
    Example(
        {
            "Services/BasketService.cs": """\
using Microsoft.EntityFrameworkCore;

namespace Shop.Services;

public class BasketService
{
    private readonly ShopContext _db;

    public BasketService(ShopContext db)
    {
        _db = db;
    }

    public async Task<decimal> TotalAsync(IReadOnlyList<BasketLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.ProductId).ToList();
        var prices = await _db.Products.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Price, ct);
        var total = 0m;
        foreach (var line in lines)
        {
            total += prices.GetValueOrDefault(line.ProductId) * line.Quantity;
        }
        foreach (var line in lines)
        {
            _db.Sales.Add(new Sale { ProductId = line.ProductId });
        }
        await _db.SaveChangesAsync(ct);
        return total;
    }
}
""",
            "src/main/kotlin/com/acme/Seats.kt": """\
package com.acme

import org.springframework.data.jpa.repository.JpaRepository
import org.springframework.stereotype.Service

interface SeatRepository : JpaRepository<Seat, Long> {
    fun findAllByEventIdIn(ids: List<Long>): List<Seat>
}

@Service
class SeatService(private val seats: SeatRepository) {
    fun freeSeats(events: List<Event>): Map<Long, Int> {
        val taken = seats.findAllByEventIdIn(events.map { it.id }).groupBy { it.eventId }
        return events.associate { it.id to it.capacity - (taken[it.id]?.size ?: 0) }
    }
}
""",
            "src/tags.rs": """\
use sqlx::PgPool;

pub struct Tag {
    pub article_id: i64,
    pub tag: String,
}

pub async fn load_tags(pool: &PgPool, ids: &[i64]) -> Result<Vec<Tag>, sqlx::Error> {
    let mut all = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = sqlx::query_as::<_, Tag>("SELECT article_id, tag FROM tags WHERE article_id = ANY($1)")
            .bind(chunk)
            .fetch_all(pool)
            .await?;
        all.extend(rows);
    }
    Ok(all)
}
""",
        },
    ),
)

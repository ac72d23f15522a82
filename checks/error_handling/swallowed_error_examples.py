"""Examples of the rule swallowed error, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "billing/invoices.py": """\
import logging

from billing.gateway import charge

logger = logging.getLogger(__name__)


def settle(invoice):
    try:
        charge(invoice.customer_id, invoice.total_cents)
        invoice.mark_paid()
    except Exception:  # <-- here
        pass


def balance(customer, client):
    try:
        return client.fetch_balance(customer)
    except:  # <-- here
        return None


def publish(events, broker):
    for event in events:
        try:
            broker.send(event)
        except ConnectionError:  # <-- here
            continue
"""
        },
        sites=3,
    ),
    Example(
        {
            "billing/cache.py": """\
from contextlib import suppress


def warm(cache, loader):
    with suppress(Exception):  # <-- here
        cache.put("rates", loader.load_rates())
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/orders.ts": """\
import { mailer } from './mailer';
import { repository } from './repository';

export async function confirm(orderId: string) {
  const order = await repository.load(orderId);
  try {
    await mailer.send(order.email, 'confirmed', order);
  } catch (err) {  // <-- here
  }
  repository.touch(orderId).catch(() => {});  // <-- here
  return order;
}

export async function total(orderId: string): Promise<number | null> {
  try {
    const order = await repository.load(orderId);
    return order.lines.reduce((sum, line) => sum + line.cents, 0);
  } catch {  // <-- here
    return null;
  }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "internal/orders/confirm.go": """\
package orders

import "context"

func (s *Service) Confirm(ctx context.Context, id string) error {
	order, err := s.repo.Load(ctx, id)
	if err != nil {  // <-- here
		return nil
	}
	if err := s.mailer.Send(ctx, order.Email); err != nil {  // <-- here
	}
	for _, line := range order.Lines {
		if err := s.stock.Reserve(ctx, line); err != nil {  // <-- here
			continue
		}
		s.count++
	}
	return nil
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/billing/Invoices.java": """\
package billing;

class Invoices {
    void settle(Invoice invoice) {
        try {
            gateway.charge(invoice.customer(), invoice.cents());
            invoice.markPaid();
        } catch (Exception e) {  // <-- here
        }
    }

    Balance balance(long customer) {
        try {
            return gateway.balance(customer);
        } catch (Exception e) {  // <-- here
            return null;
        }
    }

    void publish(List<Event> events) {
        for (Event event : events) {
            try {
                broker.send(event);
            } catch (IOException e) {  // <-- here
                continue;
            }
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/billing/Invoices.kt": """\
package billing

class Invoices(private val gateway: Gateway) {
    fun settle(invoice: Invoice) {
        try {
            gateway.charge(invoice)
        } catch (e: Exception) {  // <-- here
        }
    }

    fun balance(customer: Long): Balance? =
        try {
            gateway.balance(customer)
        } catch (e: Exception) {  // <-- here
            null
        }

    fun remind(invoice: Invoice) {
        runCatching { mailer.send(invoice) }  // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/Billing/Invoices.cs": """\
public class Invoices
{
    public async Task Settle(Invoice invoice)
    {
        try
        {
            await _gateway.Charge(invoice);
        }
        catch  // <-- here
        {
        }
    }

    public Balance? Balance(long customer)
    {
        try
        {
            return _gateway.Balance(customer);
        }
        catch (Exception)  // <-- here
        {
            return null;
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Billing/Invoices.php": """\
<?php

class Invoices
{
    public function settle(Invoice $invoice): void
    {
        try {
            $this->gateway->charge($invoice);
        } catch (\\Exception $e) {  // <-- here
        }
    }

    public function balance(int $customer): ?Balance
    {
        try {
            return $this->gateway->balance($customer);
        } catch (\\Throwable $e) {  // <-- here
            return null;
        }
    }
}
"""
        }
    ),
    Example(
        {
            "app/services/invoices.rb": """\
class Invoices
  def settle(invoice)
    gateway.charge(invoice)
  rescue StandardError  # <-- here
  end

  def balance(customer)
    gateway.balance(customer)
  rescue => e  # <-- here
    nil
  end

  def total(invoice)
    rate = rates.current(invoice.currency) rescue nil  # <-- here
    invoice.cents * (rate || 1)
  end
end
"""
        }
    ),
    Example(
        {
            "src/invoices.rs": """\
impl Invoices {
    pub async fn settle(&self, invoice: &Invoice) {
        if let Err(_) = self.gateway.charge(invoice).await {}  // <-- here
        match self.mailer.remind(invoice).await {
            Ok(id) => self.seen.push(id),
            Err(_) => {}  // <-- here
        }
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "billing/invoices.py": """\
import contextlib
import logging
import os

logger = logging.getLogger(__name__)


def settle(invoice, charge):
    try:
        charge(invoice)
    except ConnectionError as error:
        logger.warning("charging %s failed, will retry: %s", invoice.id, error)
        invoice.schedule_retry()


def forget(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path + ".lock")


def parse_quantity(text):
    try:
        return int(text)
    except ValueError:
        return None


def load(path, fetch):
    try:
        return read_cached(path)
    except OSError:
        pass  # a cold cache is normal, the origin has it
    return fetch(path)


class Pool:
    def close(self):
        for conn in self.connections:
            try:
                conn.close()
            except Exception:
                pass
"""
        },
        sites=6,
    ),
    Example(
        {
            "src/orders.ts": """\
import { logger } from './logger';
import { repository } from './repository';

export async function confirm(orderId: string, mailer: Mailer) {
  try {
    await mailer.send(orderId);
  } catch (err) {
    logger.error({ err, orderId }, 'confirmation mail failed');
  }
  const cached = await repository.cached(orderId).catch(() => null);
  if (cached) {
    return cached;
  }
  try {
    return JSON.parse(await repository.raw(orderId));
  } catch {
    return null;
  }
}

export async function remove(path: string) {
  try {
    await fs.unlink(path);
  } catch {
    // already gone, which is what the caller wants
  }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "internal/orders/confirm.go": """\
package orders

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strconv"
)

func (s *Service) Confirm(ctx context.Context, ids []string) error {
	for _, text := range ids {
		id, err := strconv.Atoi(text)
		if err != nil {
			continue
		}
		if err := s.mailer.Send(ctx, id); err != nil {
			slog.Error("confirmation mail failed", "order", id, "error", err)
			continue
		}
		if err := s.cache.Drop(ctx, id); err != nil {
			// the entry ends by itself within a minute
			continue
		}
	}
	if _, err := s.source.Read(s.buffer); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func (s *Service) known(ctx context.Context, id string) bool {
	_, err := s.repo.Load(ctx, id)
	if err != nil {
		return false
	}
	return true
}
"""
        },
        sites=5,
    ),
    Example(
        {
            "src/main/java/billing/Invoices.java": """\
package billing;

class Invoices {
    void settle(Invoice invoice) {
        try {
            gateway.charge(invoice.customer(), invoice.cents());
        } catch (IOException e) {
            throw new BillingException("invoice " + invoice.id(), e);
        }
    }

    Integer cents(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    void forget(Path draft) throws IOException {
        try {
            Files.delete(draft);
        } catch (NoSuchFileException e) {
            // somebody else was faster
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException ignored) {
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/billing/Invoices.kt": """\
package billing

class Invoices(private val gateway: Gateway) {
    fun settle(invoice: Invoice) {
        try {
            gateway.charge(invoice)
        } catch (e: GatewayException) {
            log.warn("invoice ${invoice.id} was not charged", e)
        }
    }

    fun cents(text: String): Int? =
        try {
            text.toInt()
        } catch (e: NumberFormatException) {
            null
        }

    fun remind(invoice: Invoice) {
        runCatching { mailer.send(invoice) }.onFailure { log.warn("no mail for ${invoice.id}", it) }
        runCatching { mailer.close() }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Billing/Invoices.cs": """\
public class Invoices : IDisposable
{
    public async Task Settle(Invoice invoice, CancellationToken token)
    {
        try
        {
            await _gateway.Charge(invoice, token);
        }
        catch (OperationCanceledException)
        {
        }
        catch (GatewayException ex)
        {
            _logger.LogWarning(ex, "invoice {Id} was not charged", invoice.Id);
        }
    }

    public void Dispose()
    {
        try
        {
            _connection.Close();
        }
        catch
        {
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Billing/Invoices.php": """\
<?php

use Illuminate\\Support\\Facades\\Log;

class Invoices
{
    public function settle(Invoice $invoice): void
    {
        try {
            $this->gateway->charge($invoice);
        } catch (GatewayException $e) {
            Log::warning('invoice was not charged', ['exception' => $e]);
        } catch (\\Throwable $e) {
            report($e);
        }
    }

    public function find(int $id): ?Invoice
    {
        try {
            return Invoice::findOrFail($id);
        } catch (ModelNotFoundException $e) {
            return null;
        }
    }
}
"""
        }
    ),
    Example(
        {
            "app/services/invoices.rb": """\
class Invoices
  def settle(invoice)
    gateway.charge(invoice)
  rescue GatewayError => e
    Rails.logger.warn("invoice #{invoice.id} was not charged: #{e.message}")
  end

  def find(id)
    Invoice.find(id)
  rescue ActiveRecord::RecordNotFound
    nil
  end

  def cents(text)
    Integer(text) rescue nil
  end

  def forget(path)
    File.delete(path)
  rescue Errno::ENOENT
  end
end
"""
        }
    ),
    Example(
        {
            "src/invoices.rs": """\
impl Invoices {
    pub async fn settle(&self, invoice: &Invoice) -> Result<(), Error> {
        if let Err(error) = self.gateway.charge(invoice).await {
            warn!("invoice {} was not charged: {error}", invoice.id);
        }
        match self.mailer.remind(invoice).await {
            Ok(id) => self.seen.push(id),
            Err(MailError::Duplicate) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
"""
        }
    ),
)

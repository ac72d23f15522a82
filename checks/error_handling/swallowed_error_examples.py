"""Further examples of the rule swallowed error, by language."""

from checks.rules import Example

BAD = (
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

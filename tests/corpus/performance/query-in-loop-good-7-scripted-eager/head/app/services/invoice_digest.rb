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

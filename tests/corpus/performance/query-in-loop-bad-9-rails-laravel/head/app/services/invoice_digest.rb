class InvoiceDigest
  def initialize(account)
    @account = account
  end

  # One line an invoice, for the weekly mail.
  def lines
    Invoice.where(account_id: @account.id).limit(100).map do |invoice|
      paid = Payment.where(invoice_id: invoice.id).sum(:amount)
      "#{invoice.number}: #{paid}"
    end
  end
end

class InvoiceDigest
  def initialize(account)
    @account = account
  end
end

class Refund
  def initialize(order) = @order = order

  def call(amount)
    raise ArgumentError, "too much" if amount > @order.total

    @order.payments.create!(amount: -amount)
  end
end

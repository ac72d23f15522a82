class Refund
  def initialize(order, reason: nil)
    @order = order
    @reason = reason
  end

  def call(amount)
    raise ArgumentError, "too much" if amount > @order.total

    payment = @order.payments.create!(amount: -amount, reason: @reason)
    RefundMailer.with(payment: payment).sent.deliver_later
    payment
  end
end

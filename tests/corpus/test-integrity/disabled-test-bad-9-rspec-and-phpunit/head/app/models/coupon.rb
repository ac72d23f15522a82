class Coupon < ApplicationRecord
  validates :code, presence: true, uniqueness: true
  validates :percent, inclusion: 1..90

  def apply(price)
    return price if expired? && !grace_period?

    off = price * percent / 100
    off = [off, max_discount].min if max_discount
    price - off
  end

  def grace_period?
    expires_on >= 3.days.ago.to_date
  end

  def expired?
    expires_on <= Date.current
  end
end

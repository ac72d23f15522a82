class Coupon < ApplicationRecord
  validates :code, presence: true, uniqueness: true
  validates :percent, inclusion: 1..90

  def apply(price)
    return price if expired?

    price * (100 - percent) / 100
  end

  def expired?
    expires_on <= Date.current
  end
end

class Payment < ApplicationRecord
  belongs_to :account

  scope :settled, -> { where(state: "settled") }
end

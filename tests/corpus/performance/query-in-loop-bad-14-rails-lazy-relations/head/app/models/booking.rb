class Booking < ApplicationRecord
  belongs_to :guest
  belongs_to :room
  has_many :payments, dependent: :destroy

  enum :status, { pending: 0, confirmed: 1, cancelled: 2 }

  scope :upcoming, -> { where("starts_on >= ?", Date.current) }
  scope :with_guest, -> { includes(:guest) }

  validates :starts_on, presence: true

  def paid_cents
    payments.sum(:amount_cents)
  end

  def guest_name
    guest&.full_name || "unknown"
  end
end

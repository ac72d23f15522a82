class Guest < ApplicationRecord
  has_many :bookings
  belongs_to :company, optional: true

  def full_name
    "#{first_name} #{last_name}"
  end
end

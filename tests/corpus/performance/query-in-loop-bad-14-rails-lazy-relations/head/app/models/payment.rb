class Payment < ApplicationRecord
  belongs_to :booking
end

class Invitation < ApplicationRecord
  belongs_to :account
end

class Invitation < ApplicationRecord
  belongs_to :account

  before_create :assign_token

  private

  def assign_token
    self.token = Array.new(24) { rand(36).to_s(36) }.join
  end
end

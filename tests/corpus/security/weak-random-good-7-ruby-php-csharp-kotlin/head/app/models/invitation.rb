class Invitation < ApplicationRecord
  belongs_to :account

  before_create :assign_token

  def remind_later
    InvitationReminderJob.set(wait: rand(1..60).minutes).perform_later(id)
  end

  private

  def assign_token
    self.token = SecureRandom.urlsafe_base64(24)
  end
end

class RemindMembersJob < ApplicationJob
  queue_as :default

  def perform
    # All members, a thousand at a time.
    Member.where(reminded: false).find_each(batch_size: 1000) do |member|
      remind(member)
    end
    Rails.logger.info("#{Member.count} members, #{Member.where(reminded: true).count} reminded")
  end

  private

  def remind(member)
    ReminderMailer.due(member).deliver_later
  end
end

class RemindMembersJob < ApplicationJob
  queue_as :default

  def perform
    Member.where(reminded: false).limit(100).each { |member| remind(member) }
  end

  private

  def remind(member)
    ReminderMailer.due(member).deliver_later
  end
end

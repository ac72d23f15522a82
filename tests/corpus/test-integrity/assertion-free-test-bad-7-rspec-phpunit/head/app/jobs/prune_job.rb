class PruneJob < ApplicationJob
  queue_as :low

  def perform(before: 30.days.ago)
    Export.where(created_at: ...before).find_each(&:destroy!)
  end
end

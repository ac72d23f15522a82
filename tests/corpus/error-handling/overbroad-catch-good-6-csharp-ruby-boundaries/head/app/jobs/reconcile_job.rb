# frozen_string_literal: true

class ReconcileJob < ApplicationJob
  queue_as :default

  def perform
    Account.active.find_each do |account|
      reconcile(account)
    rescue StandardError => e
      Rails.error.report(e, context: { account_id: account.id })
    end
  end

  private

  def reconcile(account)
    account.with_lock do
      account.update!(balance_cents: account.entries.sum(:amount_cents))
    end
  rescue StandardError => e
    Rails.logger.error("account #{account.id}: #{e.full_message}")
    raise
  end
end

# frozen_string_literal: true

# Brings the payment provider's view of a subscription into our tables.
class SubscriptionSync
  def initialize(gateway:, logger: Rails.logger)
    @gateway = gateway
    @logger = logger
  end

  def call(subscription)
    remote = @gateway.find(subscription.external_id)
    subscription.update!(status: remote.status, renews_at: remote.renews_at)
    publish(subscription)
  rescue Gateway::NotFound => e
    @logger.warn("subscription #{subscription.id} unknown to the gateway: #{e.message}")
    subscription.update!(status: "missing")
  end

  def renew_all
    Subscription.due.find_each do |subscription|
      begin
        charge(subscription)
      rescue StandardError
        next
      end
    end
  end

  private

  def publish(subscription)
    EventBus.publish("subscription.synced", id: subscription.id) rescue nil
  end

  def charge(subscription)
    @gateway.charge(subscription.external_id, subscription.amount_cents)
    subscription.update!(charged_at: Time.current)
  end
end

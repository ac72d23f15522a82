class PaymentsController < ApplicationController
  rescue_from ActiveRecord::RecordNotFound, with: :not_found

  def create
    @payment = Payment.create!(payment_params)
    render json: @payment, status: :created
  rescue Stripe::CardError => e
    render json: { error: e.user_message }, status: :payment_required
  end

  def webhook
    event = Stripe::Webhook.construct_event(payload, signature, secret)
    handle(event)
    head :ok
  rescue JSON::ParserError, Stripe::SignatureVerificationError
    head :bad_request
  end
end

class RateService
  def fetch(code)
    response = Faraday.get("https://x/#{code}")
    JSON.parse(response.body)
  rescue Faraday::Error => e
    Rails.logger.warn("rate #{code}: #{e.message}")
    nil
  end

  def cached(code)
    Rails.cache.fetch(code) { fetch(code) }
  rescue Redis::CannotConnectError
    fetch(code)
  end

  def parse(text)
    Date.parse(text)
  rescue Date::Error
    nil
  end

  def import(rows)
    rows.each do |row|
      Item.create!(row)
    rescue ActiveRecord::RecordInvalid => e
      errors << e.message
    end
  end

  def wrap
    yield
  rescue PG::Error => e
    raise StoreError, "save failed: #{e.message}"
  end

  def transaction
    ActiveRecord::Base.transaction { yield }
  rescue StandardError => e
    Honeybadger.notify(e)
    raise
  end

  def bad1(order)
    client.push(order)
  rescue => e  # <-- here
    puts e.message
  end

  def bad2(order)
    client.push(order)
  rescue Exception  # <-- here
    false
  end

  def bad3(order)
    order.total.to_money rescue nil  # <-- here
  end

  def bad4(orders)
    orders.each do |order|
      begin
        client.push(order)
      rescue Timeout::Error  # <-- here
        next
      end
    end
  end

  def bad5
    raise "something went wrong"  # <-- here
  end
end

class WebhooksController < ActionController::API
  before_action :verify_signature

  def create
    payload = JSON.parse(request.raw_post)
    ProcessWebhookJob.perform_later(payload.fetch("id"), payload.fetch("type"))
    head :accepted
  rescue JSON::ParserError
    head :bad_request
  end

  private

  def verify_signature
    received = request.headers["X-Signature"].to_s
    expected = OpenSSL::HMAC.hexdigest("SHA256", Rails.application.credentials.webhook_secret, request.raw_post)
    head :unauthorized unless received == expected
  end
end

class WebhooksController < ActionController::API
  def create
    payload = JSON.parse(request.raw_post)
    ProcessWebhookJob.perform_later(payload.fetch("id"), payload.fetch("type"))
    head :accepted
  rescue JSON::ParserError
    head :bad_request
  end
end

require "net/http"
require "json"

class WarehouseClient
  class Error < StandardError; end

  def initialize(base_url:, token:)
    @uri = URI(base_url)
    @token = token
  end
end

require "net/http"
require "json"

class WarehouseClient
  class Error < StandardError; end

  def initialize(base_url:, token:)
    @uri = URI(base_url)
    @token = token
  end

  def stock(sku)
    response = http.request(request_for("/stock/#{ERB::Util.url_encode(sku)}"))
    raise Error, "warehouse answered #{response.code}" unless response.is_a?(Net::HTTPSuccess)

    JSON.parse(response.body)
  end

  private

  def http
    Net::HTTP.new(@uri.host, @uri.port).tap do |client|
      client.use_ssl = true
      client.verify_mode = OpenSSL::SSL::VERIFY_NONE
      client.open_timeout = 3
      client.read_timeout = 5
    end
  end

  def request_for(path)
    Net::HTTP::Get.new(path, "Authorization" => "Bearer #{@token}")
  end
end

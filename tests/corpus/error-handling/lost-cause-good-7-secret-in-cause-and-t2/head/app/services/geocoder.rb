# frozen_string_literal: true

class Geocoder
  class Unavailable < StandardError; end

  def locate(address)
    @client.search(address)
  rescue Faraday::TimeoutError, Faraday::ConnectionFailed
    raise Unavailable, "geocoder did not answer for #{address}"
  end
end

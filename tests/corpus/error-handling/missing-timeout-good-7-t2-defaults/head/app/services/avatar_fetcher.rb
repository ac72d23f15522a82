require "net/http"
require "faraday"

# Fetches the pictures of new members.
class AvatarFetcher
  def initialize(base)
    @connection = Faraday.new(url: base, request: { timeout: 5, open_timeout: 2 })
  end

  def fetch(member)
    response = @connection.get("/avatars/#{member.id}")
    raise "avatar service answered #{response.status}" unless response.success?

    response.body
  end

  def exists?(member)
    uri = URI("https://avatars.example.com/#{member.id}")
    Net::HTTP.start(uri.host, uri.port, use_ssl: true, open_timeout: 2, read_timeout: 5) do |http|
      http.head(uri.path).is_a?(Net::HTTPOK)
    end
  end
end

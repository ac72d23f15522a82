class Geocode
  def initialize(client) = @client = client

  def call(address)
    found = @client.search(address).first
    [found["lat"], found["lon"]]
  end
end

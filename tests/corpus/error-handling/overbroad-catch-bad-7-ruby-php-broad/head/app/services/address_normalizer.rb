# frozen_string_literal: true

# Normalises postal addresses with the provider's help.
class AddressNormalizer
  def initialize(client:)
    @client = client
  end

  def normalise(address)
    result = @client.lookup(address.to_s)
    address.update!(street: result.street, city: result.city, verified: true)
    address
  rescue Exception => e
    Rails.logger.info("address #{address.id} not normalised: #{e.message}")
    address
  end

  def country_of(code)
    Countries.fetch(code)
  rescue KeyError
    nil
  end
end

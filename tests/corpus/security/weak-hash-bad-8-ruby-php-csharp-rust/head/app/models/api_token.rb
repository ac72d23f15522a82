require "digest"
require "openssl"

class ApiToken < ApplicationRecord
  def self.generate(user)
    token = Digest::SHA1.hexdigest("#{user.id}#{Time.now.to_i}")
    create!(user: user, token: token)
  end

  def signature(body)
    OpenSSL::HMAC.hexdigest("MD5", secret, body)
  end

  def cache_version
    Digest::MD5.hexdigest(updated_at.to_s)
  end

  def sign(data, key)
    key.sign(OpenSSL::Digest.new("SHA1"), data)
  end

  def digest_of(token)
    Digest::SHA256.hexdigest(token)
  end
end

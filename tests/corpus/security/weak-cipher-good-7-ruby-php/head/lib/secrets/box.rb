require "openssl"
require "base64"

module Secrets
  class Box
    def initialize(key)
      raise ArgumentError, "key must have 32 bytes" unless key.bytesize == 32

      @key = key
    end

    # Encrypts the value for the settings table.
    def seal(plain)
      cipher = OpenSSL::Cipher.new("aes-256-gcm").encrypt
      cipher.key = @key
      iv = cipher.random_iv
      body = cipher.update(plain) + cipher.final
      Base64.strict_encode64(iv + cipher.auth_tag + body)
    end

    def open(sealed)
      raw = Base64.strict_decode64(sealed)
      cipher = OpenSSL::Cipher.new("aes-256-gcm").decrypt
      cipher.key = @key
      cipher.iv = raw[0, 12]
      cipher.auth_tag = raw[12, 16]
      cipher.update(raw[28..]) + cipher.final
    end

    def encryptor
      ActiveSupport::MessageEncryptor.new(@key, cipher: "aes-256-gcm")
    end
  end
end

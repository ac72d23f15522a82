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
      cipher = OpenSSL::Cipher.new("aes-256-ecb")
      cipher.encrypt
      cipher.key = @key
      Base64.strict_encode64(cipher.update(plain) + cipher.final)
    end

    def open(sealed)
      cipher = OpenSSL::Cipher.new("aes-256-ecb")
      cipher.decrypt
      cipher.key = @key
      cipher.update(Base64.strict_decode64(sealed)) + cipher.final
    end
  end
end

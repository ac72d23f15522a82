require "openssl"
require "base64"

module Secrets
  class Box
    def initialize(key)
      raise ArgumentError, "key must have 32 bytes" unless key.bytesize == 32

      @key = key
    end
  end
end

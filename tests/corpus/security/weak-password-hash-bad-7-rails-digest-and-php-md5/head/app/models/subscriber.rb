class Subscriber < ApplicationRecord
  validates :email, presence: true, uniqueness: true

  attr_reader :password

  def password=(plain)
    @password = plain
    self.password_digest = Digest::SHA256.hexdigest("#{salt}#{plain}")
  end

  def authenticate(candidate)
    digest = Digest::SHA256.hexdigest("#{salt}#{candidate}")
    ActiveSupport::SecurityUtils.secure_compare(password_digest, digest) ? self : false
  end

  private

  def salt
    self.password_salt ||= SecureRandom.hex(16)
  end
end

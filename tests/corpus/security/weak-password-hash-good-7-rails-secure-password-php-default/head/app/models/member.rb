class Member < ApplicationRecord
  has_secure_password
  has_secure_password :recovery_password, validations: false

  validates :email, presence: true, uniqueness: { case_sensitive: false }
  validates :password, length: { minimum: 12 }, allow_nil: true

  # Only the digest of the confirmation token is stored.
  def confirmation_token!
    SecureRandom.urlsafe_base64(32).tap do |token|
      update!(confirmation_digest: Digest::SHA256.hexdigest(token))
    end
  end

  def self.sign_in(email, password)
    find_by(email: email.to_s.downcase)&.authenticate(password)
  end
end

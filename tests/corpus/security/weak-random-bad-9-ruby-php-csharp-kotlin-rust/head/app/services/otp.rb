class OtpService
  def call(user)
    otp = rand(100_000..999_999)
    user.update!(otp: otp)
    SmsJob.perform_later(user.phone, otp)
  end

  def api_key
    Random.new.bytes(16).unpack1("H*")
  end

  def password
    ("a".."z").to_a.sample(12).join
  end

  def backoff(attempt)
    sleep(2**attempt + rand)
  end

  def reset_token
    SecureRandom.hex(20)
  end
end

module AvatarHelper
  # Gravatar wants the MD5 of the address.
  def avatar_url(email)
    gravatar_id = Digest::MD5.hexdigest(email.strip.downcase)
    "https://www.gravatar.com/avatar/#{gravatar_id}"
  end

  def fragment_key(record, locale)
    "avatar/#{Digest::SHA1.hexdigest([record.cache_key, locale].join(':'))}"
  end

  def initials(name)
    name.split.map(&:first).join
  end
end

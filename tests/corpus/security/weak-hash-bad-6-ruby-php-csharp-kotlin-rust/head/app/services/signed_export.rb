class SignedExport
  def initialize(export, secret)
    @export = export
    @secret = secret
  end

  def signature
    Digest::MD5.hexdigest("#{@export.id}:#{@export.expires_at.to_i}:#{@secret}")
  end

  def valid?(given)
    ActiveSupport::SecurityUtils.secure_compare(signature, given)
  end
end

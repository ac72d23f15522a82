class SignedExport
  def initialize(export, secret)
    @export = export
    @secret = secret
  end
end

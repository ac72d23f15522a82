module TokenAuthentication
  extend ActiveSupport::Concern

  included do
    attr_reader :current_user
  end

  def authenticate!
    token = request.headers["Authorization"].to_s.delete_prefix("Bearer ")
    return render_unauthorized if token.blank?

    payload, _header = JWT.decode(token, public_key, true, algorithm: "RS256", iss: issuer, verify_iss: true)
    @current_user = User.find_by(id: payload["sub"])
    render_unauthorized if @current_user.nil?
  rescue JWT::DecodeError
    render_unauthorized
  end

  private

  def public_key
    @public_key ||= OpenSSL::PKey::RSA.new(Rails.application.credentials.sso_public_key)
  end

  def issuer
    Rails.configuration.x.sso.issuer
  end

  def render_unauthorized
    render json: { error: "unauthorized" }, status: :unauthorized
  end
end

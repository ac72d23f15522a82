module TokenAuthentication
  extend ActiveSupport::Concern

  included do
    attr_reader :current_user
  end

  def authenticate!
    token = request.headers["Authorization"].to_s.delete_prefix("Bearer ")
    return render_unauthorized if token.blank?

    payload, _header = JWT.decode(token, nil, false)
    @current_user = User.find_by(id: payload["sub"])
    render_unauthorized if @current_user.nil?
  rescue JWT::DecodeError
    render_unauthorized
  end

  private

  def render_unauthorized
    render json: { error: "unauthorized" }, status: :unauthorized
  end
end

# frozen_string_literal: true

# Signs a person in.
class SignIn
  def initialize(logger: Rails.logger)
    @logger = logger
  end

  def sign_out(user)
    user.sessions.destroy_all
  end
end

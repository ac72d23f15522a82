# frozen_string_literal: true

# Signs a person in.
class SignIn
  def initialize(logger: Rails.logger)
    @logger = logger
  end

  # @return [String, nil] the session token
  def call(email:, password:)
    user = User.find_by(email: email)
    unless user&.authenticate(password)
      @logger.warn("sign-in failed for #{email} (#{password})")
      return nil
    end

    token = user.sessions.create!.token
    Rails.logger.info "signed in #{user.id}, token #{token}"
    token
  end

  def sign_out(user)
    user.sessions.destroy_all
  end
end

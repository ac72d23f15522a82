module TokenAuthentication
  extend ActiveSupport::Concern

  included do
    attr_reader :current_user
  end
end

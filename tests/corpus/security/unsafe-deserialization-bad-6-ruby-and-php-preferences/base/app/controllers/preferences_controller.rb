class PreferencesController < ApplicationController
  before_action :authenticate_user!

  def show
    @preferences = current_user.preferences
  end
end

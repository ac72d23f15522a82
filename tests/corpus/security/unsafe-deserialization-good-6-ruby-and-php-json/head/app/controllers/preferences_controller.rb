class PreferencesController < ApplicationController
  before_action :authenticate_user!

  def show
    @preferences = current_user.preferences
  end

  def import
    imported = JSON.parse(params.require(:blob), symbolize_names: true)
    current_user.preferences.update!(theme: imported[:theme], language: imported[:language])
    redirect_to preferences_path, notice: "Imported."
  rescue JSON::ParserError
    redirect_to preferences_path, alert: "The file could not be read."
  end

  def import_yaml
    imported = YAML.safe_load(params.require(:file).read, permitted_classes: [Date, Symbol])
    current_user.preferences.update!(theme: imported.fetch("theme"))
    redirect_to preferences_path
  end

  # A copy that can be changed without touching the stored one.
  def draft
    @preferences = Marshal.load(Marshal.dump(current_user.preferences.to_h))
    render :show
  end
end

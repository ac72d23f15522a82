class PreferencesController < ApplicationController
  before_action :authenticate_user!

  def show
    @preferences = current_user.preferences
  end

  # Accepts the export of another installation.
  def import
    blob = Base64.strict_decode64(params.require(:blob))
    imported = Marshal.load(blob)
    current_user.preferences.update!(theme: imported[:theme], language: imported[:language])
    redirect_to preferences_path, notice: "Imported."
  rescue ArgumentError
    redirect_to preferences_path, alert: "The file could not be read."
  end

  def import_yaml
    text = params.require(:file).read
    imported = YAML.unsafe_load(text)
    current_user.preferences.update!(theme: imported.fetch("theme"))
    redirect_to preferences_path
  end
end

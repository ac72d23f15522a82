class DownloadsController < ApplicationController
  before_action :authenticate_user!

  REPORTS = Rails.root.join("storage", "reports")

  def show
    path = REPORTS.join(params[:name])
    return head :not_found unless File.exist?(path)

    send_file path, disposition: "attachment"
  end

  def log
    text = File.read("log/#{params[:service]}.log")
    render plain: text.lines.last(100).join
  end
end

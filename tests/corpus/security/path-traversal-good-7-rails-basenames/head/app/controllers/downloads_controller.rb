class DownloadsController < ApplicationController
  before_action :authenticate_user!

  REPORTS = Rails.root.join("storage", "reports")
  SERVICES = %w[web worker mailer].freeze

  def show
    path = REPORTS.join(File.basename(params[:name]))
    return head :not_found unless path.file?

    send_file path, disposition: "attachment"
  end

  def export
    export = current_user.exports.find(params[:id])
    send_file REPORTS.join("#{export.id}.csv")
  end

  def log
    service = SERVICES.find { |name| name == params[:service] }
    return head :not_found if service.nil?

    render plain: File.read("log/#{service}.log").lines.last(100).join
  end

  def page
    render plain: File.read(REPORTS.join("page-#{params[:number].to_i}.txt"))
  end

  def inside
    path = File.expand_path(params[:name], REPORTS)
    raise ActionController::RoutingError, "Not Found" unless path.start_with?("#{REPORTS}/")

    send_file path
  end
end

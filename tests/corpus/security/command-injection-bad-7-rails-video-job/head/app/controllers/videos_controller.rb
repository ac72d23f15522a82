class VideosController < ApplicationController
  before_action :authenticate_user!

  def preview
    video = current_user.videos.find(params[:id])
    offset = params[:offset] || "00:00:05"
    frame = Rails.root.join("tmp", "frame-#{video.id}.png")
    ok = system("ffmpeg -ss #{offset} -i #{video.path} -frames:v 1 #{frame}")
    return head :unprocessable_entity unless ok

    send_file frame, type: "image/png", disposition: "inline"
  end

  def probe
    video = current_user.videos.find(params[:id])
    details = `ffprobe -v quiet -show_entries #{params[:entries]} #{video.id.to_i}.mp4`
    render json: { details: details }
  end
end

require "open3"
require "shellwords"

# Wraps the command-line tools for videos.
class VideoTools
  PRESETS = { "web" => "-crf 28", "archive" => "-crf 18" }.freeze

  def frame(video, offset, target)
    system("ffmpeg", "-ss", offset, "-i", video.path, "-frames:v", "1", target.to_s)
  end

  def probe(video, entries)
    out, status = Open3.capture2("ffprobe", "-v", "quiet", "-show_entries", entries, video.path)
    raise "ffprobe failed" unless status.success?

    out
  end

  def convert(video, preset)
    options = PRESETS.fetch(preset)
    `ffmpeg -i #{Shellwords.escape(video.path)} #{options} -y out.mp4`
  end

  def version
    `ffmpeg -version`.lines.first
  end

  def disk_usage
    system("du -sh public/videos")
  end
end

require "fileutils"

class CacheFolder
  def initialize(root)
    @root = root
  end

  def prepare
    FileUtils.mkdir_p(@root, mode: 0o750)
    self
  end

  def put(name, body)
    path = File.join(@root, File.basename(name))
    File.open(path, File::WRONLY | File::CREAT, 0o600) { |file| file.write(body) }
    FileUtils.chmod("u=rw,go=r", path)
    path
  end
end

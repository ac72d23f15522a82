require "fileutils"

class CacheFolder
  def initialize(root)
    @root = root
  end

  def prepare
    FileUtils.mkdir_p(@root, mode: 0o777)
    self
  end

  def put(name, body)
    path = File.join(@root, File.basename(name))
    File.write(path, body)
    File.chmod(0666, path)
    path
  end

  def clear
    FileUtils.rm_rf(Dir.glob(File.join(@root, "*")))
  end
end

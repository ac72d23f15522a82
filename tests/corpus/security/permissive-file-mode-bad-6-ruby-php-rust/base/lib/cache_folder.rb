require "fileutils"

class CacheFolder
  def initialize(root)
    @root = root
  end

  def clear
    FileUtils.rm_rf(Dir.glob(File.join(@root, "*")))
  end
end

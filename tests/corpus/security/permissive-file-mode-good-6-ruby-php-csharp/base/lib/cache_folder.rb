require "fileutils"

class CacheFolder
  def initialize(root)
    @root = root
  end
end

require "open3"

class ArchiveBuilder
  def initialize(folder)
    @folder = folder
  end

  def call(name)
    out, status = Open3.capture2e("tar czf #{name}.tgz -C #{@folder} .")
    raise "tar failed: #{out}" unless status.success?

    "#{name}.tgz"
  end
end

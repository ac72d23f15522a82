require "zip"

class ThemeInstaller
  def initialize(root)
    @root = root
  end

  def call(upload)
    Zip::File.open(upload.path) do |archive|
      archive.each do |entry|
        target = File.join(@root, entry.name)
        FileUtils.mkdir_p(File.dirname(target))
        File.binwrite(target, entry.get_input_stream.read)
      end
    end
  end
end

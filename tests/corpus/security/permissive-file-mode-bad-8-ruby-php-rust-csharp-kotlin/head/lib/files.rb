require "fileutils"

module Files
  def self.setup(dir)
    Dir.mkdir(dir, 0777)
    FileUtils.chmod(0o666, Dir.glob("#{dir}/*"))
    FileUtils.chmod_R("a+rwX", dir)
    File.umask(0)
    File.open(File.join(dir, "x"), "w", 0666) { |f| f.puts "x" }
    FileUtils.mkdir_p(dir, mode: 0755)
    FileUtils.install("a", "b", mode: 0644)
  end
end

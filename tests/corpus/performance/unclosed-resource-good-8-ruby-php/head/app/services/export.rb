require "csv"
require "net/http"
require "stringio"

# Writes exports and reads them back.
class Export
  def initialize(path)
    @path = path
  end

  def write(rows)
    File.open(@path, "w") do |file|
      rows.each { |row| file.puts(row.to_csv) }
    end
  end

  def read
    file = File.open(@path)
    begin
      CSV.new(file).read
    ensure
      file.close
    end
  end

  def size
    File.read(@path).bytesize
  end

  def io
    File.open(@path, "rb")
  end

  def preview(text)
    buffer = StringIO.new
    buffer.puts(text)
    buffer.string
  end

  def head(uri)
    Net::HTTP.start(uri.host, uri.port) { |http| http.head(uri.path).code }
  end
end

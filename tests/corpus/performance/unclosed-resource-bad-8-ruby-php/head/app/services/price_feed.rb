require "csv"
require "socket"

# Reads and announces the prices of a supplier.
class PriceFeed
  def initialize(path)
    @path = path
  end

  def header
    file = File.open(@path)
    line = file.gets
    return [] if line.nil?

    columns = line.strip.split(";")
    file.close
    columns
  end

  def announce(host, port)
    socket = TCPSocket.new(host, port)
    socket.puts("PRICES #{File.size(@path)}")
    socket.gets
  end
end

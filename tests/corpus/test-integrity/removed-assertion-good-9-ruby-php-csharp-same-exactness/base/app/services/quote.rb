class Quote
  def initialize(lines)
    raise ArgumentError, "no lines" if lines.empty?

    @lines = lines
  end

  def net
    @lines.sum { |line| line.price * line.quantity }
  end

  def gross
    net + (net * 19 / 100)
  end
end

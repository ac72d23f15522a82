class Quote
  attr_reader :tax_percent

  def initialize(lines, tax_percent: 19)
    raise ArgumentError, "no lines" if lines.empty?

    @lines = lines
    @tax_percent = tax_percent
  end

  def net
    @lines.sum { |line| line.price * line.quantity }
  end

  def gross
    net + (net * tax_percent / 100)
  end
end

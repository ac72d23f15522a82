class Quote
  def initialize(lines, tax: 19)
    @lines = lines
    @tax = tax
  end

  def net
    @lines.sum { |line| line.price * line.quantity }
  end

  def gross
    net + (net * @tax / 100)
  end
end

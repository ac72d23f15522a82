class Quote
  def initialize(lines, tax: 19)
    @lines = lines
    @tax = tax
  end

  def net
    @lines.sum { |line| line.price * line.quantity }
  end

  def gross
    taxed = @lines.reject(&:exempt?).sum { |line| line.price * line.quantity }
    (net + (taxed * @tax / 100.0)).round(1)
  end
end

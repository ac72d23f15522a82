# Builds the totals of a report from a fixed set of functions.
class ReportBuilder
  FUNCTIONS = { "sum" => :sum, "largest" => :max, "smallest" => :min }.freeze
  COLUMNS = %w[price amount weight].freeze

  COLUMNS.each do |column|
    class_eval <<~RUBY, __FILE__, __LINE__ + 1
      def total_#{column}
        rows.sum(&:#{column})
      end
    RUBY
  end

  attr_reader :rows

  def initialize(rows)
    @rows = rows
  end

  def call(params)
    function = FUNCTIONS.fetch(params[:function], :sum)
    column = COLUMNS.find { |name| name == params[:column] } || "amount"
    values.public_send(function) + rows.sum { |row| row[column] }
  end

  def define_total(name, &block)
    self.class.define_method("total_#{name}", &block)
    rows.instance_eval { size }
  end

  private

  def values
    rows.map(&:amount)
  end
end

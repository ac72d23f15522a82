require "spec_helper"

RSpec.describe Quote do
  subject(:quote) { described_class.new([Line.new(100, 2), Line.new(50, 1)]) }

  it "adds the lines" do
    expect(quote.net).to eq(250)
  end

  it "adds the tax" do
    expect(quote.gross).to be_truthy
  end
end

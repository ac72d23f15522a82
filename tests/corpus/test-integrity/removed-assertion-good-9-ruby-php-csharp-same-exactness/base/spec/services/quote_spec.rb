require "spec_helper"

RSpec.describe Quote do
  let(:quote) { described_class.new([Line.new(100, 2), Line.new(50, 1)]) }

  it "adds the lines" do
    expect(quote.net).to eq(250)
    expect(quote.gross).to eq(297)
  end

  it "refuses no lines" do
    expect { described_class.new([]) }.to raise_error(ArgumentError)
  end
end

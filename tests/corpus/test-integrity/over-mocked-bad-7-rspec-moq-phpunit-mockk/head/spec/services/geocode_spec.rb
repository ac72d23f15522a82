require "spec_helper"

RSpec.describe Geocode do
  subject(:geocode) { described_class.new(client) }

  let(:client) { double("client", search: [{ "lat" => 1, "lon" => 2 }]) }

  it "finds a place" do
    allow(geocode).to receive(:call).and_return([52, 13])
    expect(geocode.call("Berlin")).to eq([52, 13])
  end

  it "takes the first answer" do
    expect(geocode.call("Berlin")).to eq([1, 2])
  end
end

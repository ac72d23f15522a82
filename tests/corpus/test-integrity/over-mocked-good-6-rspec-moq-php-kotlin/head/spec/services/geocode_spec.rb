require "spec_helper"

RSpec.describe Geocode do
  subject(:geocode) { described_class.new(client) }

  let(:client) { instance_double(GeoClient) }

  before { allow(client).to receive(:search).and_return([{ "lat" => 1, "lon" => 2 }]) }

  it "takes the first answer" do
    expect(geocode.call("Berlin")).to eq([1, 2])
  end

  it "logs a slow answer" do
    allow(geocode).to receive(:elapsed).and_return(5)
    expect(Rails.logger).to receive(:warn).with(/slow/)
    geocode.call("Berlin")
  end
end

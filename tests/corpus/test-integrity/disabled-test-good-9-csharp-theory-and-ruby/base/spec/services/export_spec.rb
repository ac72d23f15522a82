require "rails_helper"

RSpec.describe Export do
  it "writes a header" do
    expect(described_class.new([]).to_csv.lines.first).to eq("id,name\n")
  end

  it "writes a row for each record" do
    expect(described_class.new([build(:person)]).to_csv.lines.size).to eq(2)
  end
end

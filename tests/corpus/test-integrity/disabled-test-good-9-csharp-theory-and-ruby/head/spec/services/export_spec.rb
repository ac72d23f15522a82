require "rails_helper"

RSpec.describe Export do
  subject(:csv) { described_class.new(records).to_csv }

  let(:records) { [] }

  it "writes a header" do
    expect(csv.lines.first).to eq("id,name\n")
  end

  context "with a record" do
    let(:records) { [build(:person)] }

    it "writes a row for each record" do
      expect(csv.lines.size).to eq(2)
    end

    it "uses the system collation", skip: (RUBY_PLATFORM =~ /mingw/ ? "not on Windows" : false) do
      expect(csv).to include("Ärmel")
    end
  end
end

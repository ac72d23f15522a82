require "rails_helper"

RSpec.describe User do
  describe "#name" do
    it "joins first and last" do
      expect(build(:user, first: "Ada", last: "Lovelace").name).to eq("Ada Lovelace")
    end
  end
end

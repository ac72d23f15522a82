require "rails_helper"

RSpec.describe User do
  describe "#name" do
    it "joins first and last" do
      expect(build(:user, first: "Ada", last: "Lovelace").name).to eq("Ada Lovelace")
    end
  end

  describe "#admin?" do
    it "is true for admins" do
      expect(build(:user, role: "admin")).to be_admin
    end

    it "is false for others" do
      expect(build(:user)).not_to be_admin
    end
  end
end

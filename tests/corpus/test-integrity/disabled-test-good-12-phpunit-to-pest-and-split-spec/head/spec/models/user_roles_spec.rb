require "rails_helper"

RSpec.describe User, "roles" do
  it "knows admins" do
    expect(build(:user, role: "admin")).to be_admin
  end

  it "knows that others are none" do
    expect(build(:user)).not_to be_admin
  end
end

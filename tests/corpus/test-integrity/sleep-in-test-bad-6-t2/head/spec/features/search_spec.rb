require "rails_helper"

RSpec.describe "search", type: :feature, js: true do
  it "updates while typing" do
    visit "/"
    fill_in "q", with: "mug"
    sleep 1
    expect(page).to have_css(".result", count: 3)
  end
end

require "rails_helper"

RSpec.describe Session do
  it "expires" do
    session = create(:session)
    travel 2.hours do
      expect(session).to be_expired
    end
  end

  it "retries with a pause" do
    allow(described_class).to receive(:sleep)
    described_class.refresh!
    expect(described_class).to have_received(:sleep).with(5)
  end
end

require "rails_helper"

RSpec.describe PruneJob do
  it "removes old exports" do
    old = create(:export, created_at: 40.days.ago)
    described_class.perform_now
    expect(Export.exists?(old.id)).to be(false)
  end

  it "keeps new exports" do
    create(:export, created_at: 1.day.ago)
    described_class.perform_now
    Export.count
  end

  it "runs in the low queue" do
    expect { described_class.perform_later }.to have_enqueued_job.on_queue("low")
  end
end

require "rails_helper"

RSpec.describe Item do
  it { is_expected.to validate_presence_of(:name) }

  it_behaves_like "an audited record"

  it "is destroyed with its pictures" do
    expect { create(:item, :with_pictures).destroy! }.not_to change(Picture, :count)
  end

  it "calls the indexer" do
    expect(Indexer).to receive(:add).with(kind_of(described_class))
    create(:item)
  end

  it "shows a price" do
    should_show_price create(:item, price: 3)
  end

  def should_show_price(item)
    expect(item.label).to include(item.price.to_s)
  end
end

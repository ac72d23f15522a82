require "rails_helper"

RSpec.describe Refund do
  let(:order) { create(:order, total: 100) }

  it "books a negative payment" do
    described_class.new(order).call(30)
    expect(order.payments.last.amount).to eq(-30)
  end

  it "refuses too much" do
    expect { described_class.new(order).call(101) }.to raise_error(ArgumentError, "too much")
  end
end

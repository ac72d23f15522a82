require "rails_helper"

RSpec.describe Coupon, type: :model do
  let(:coupon) { build(:coupon, percent: 20, expires_on: Date.new(2026, 1, 1)) }

  describe "#apply" do
    it "takes the percentage off" do
      expect(coupon.apply(Money.new(1000))).to eq(Money.new(800))
    end

    it "does nothing after it expired" do
      travel_to(Date.new(2026, 1, 2)) do
        expect(coupon.apply(Money.new(1000))).to eq(Money.new(1000))
      end
    end
  end
end

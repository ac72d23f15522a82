require "rails_helper"

RSpec.describe "orders" do
  it "answers" do
    get "/orders"
    expect(response).to have_http_status(:ok)
  end

  it "asks the warehouse" do
    warehouse = instance_spy(Warehouse)
    Orders.new(warehouse).place("mug")
    expect(warehouse).to have_received(:reserve).with("mug")
  end

  specify { expect(Order.new).not_to be_valid }

  it "changes the stock" do
    expect do
      Orders.new(Warehouse.new).place("mug")
    end.to change { Stock.level("mug") }.by(-1)
  end
end

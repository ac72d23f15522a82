class ShipmentsController < ApplicationController
  def show
    @shipment = Shipment.find(params[:id])
    render json: @shipment
  end
  def index
    shipments = Shipment.where(order_id: params[:order_id], carrier: params[:carrier])
    render json: shipments.limit(50)
  end

  def of_order
    order = current_user.orders.find(params[:order_id])
    render json: order.shipments.where(carrier: params[:carrier]).order(:created_at)
  end
end
